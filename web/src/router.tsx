/** The app's map: every address, what it needs, and what its search parameters mean. */
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from '@tanstack/react-router';
import { type Queue, QUEUES } from './abuse/queue.ts';
import { linkPageQuery, linkQuery } from './links/queries.ts';
import { parseLinksSearch } from './links/search.ts';
import { permissionsQuery } from './settings/permissions.ts';
import { sessionQuery } from './session/session.ts';
import { FailedPage, MissingPage, PendingPage } from './shell/fallbacks.tsx';
import { parseRange } from './stats/range.ts';
import { statsQuery } from './stats/queries.ts';

interface RouterContext {
  queryClient: QueryClient;
}

const rootRoute = createRootRouteWithContext<RouterContext>()({ notFoundComponent: MissingPage });

/** Only addresses of this app: a full one would let a forged link send people elsewhere after they sign in. */
function parseNext(value: unknown): { next?: string } {
  return typeof value === 'string' && /^\/[^/\\]/.test(value) ? { next: value } : {};
}

const guestRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'guest',
  validateSearch: (search) => parseNext(search['next']),
  beforeLoad: async ({ context, search }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (session) throw redirect({ href: search.next ?? '/' });
  },
});

const signInRoute = createRoute({
  getParentRoute: () => guestRoute,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./session/sign-in.tsx'), 'SignIn'),
});

const signUpRoute = createRoute({
  getParentRoute: () => guestRoute,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('./session/sign-up.tsx'), 'SignUp'),
});

/** Pages that mails lead to: for everybody, signed in or not. */
const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./session/forgot-password.tsx'), 'ForgotPassword'),
});

const resetPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('./session/reset-password.tsx'), 'ResetPassword'),
});

const confirmedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/confirmed',
  validateSearch: (search: Record<string, unknown>): { error?: string } =>
    typeof search['error'] === 'string' ? { error: search['error'] } : {},
  component: lazyRouteComponent(() => import('./session/confirmed.tsx'), 'Confirmed'),
});

const goodbyeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/goodbye',
  component: lazyRouteComponent(() => import('./session/goodbye.tsx'), 'Goodbye'),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./session/invitation.tsx'), 'Invitation'),
});

const memberRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'member',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/sign-in', search: parseNext(location.href) });
    return { session };
  },
});

const homeRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/',
  beforeLoad: ({ context }) => {
    const first = context.session.workspaces[0];
    if (first) throw redirect({ to: '/$workspace', params: { workspace: first.slug }, search: {} });
  },
  component: lazyRouteComponent(() => import('./shell/no-workspace.tsx'), 'NoWorkspace'),
});

const accountRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/account.tsx'), 'Account'),
});

/** For everybody else there is no desk. */
const operatorRoute = createRoute({
  getParentRoute: () => memberRoute,
  id: 'operator',
  beforeLoad: ({ context }) => {
    if (!context.session.operator) throw notFound();
  },
});

const deskRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: '/abuse',
  validateSearch: (search: Record<string, unknown>): { queue?: Queue; workspace?: string } => {
    const queue = QUEUES.find((each) => each === search['queue']);
    const workspace = search['workspace'];
    return { ...(queue && { queue }), ...(typeof workspace === 'string' && workspace !== '' && { workspace }) };
  },
  component: lazyRouteComponent(() => import('./abuse/desk.tsx'), 'Desk'),
});

const caseRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: '/abuse/$caseId',
  component: lazyRouteComponent(() => import('./abuse/case-page.tsx'), 'CasePage'),
});

export const workspaceRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/$workspace',
  beforeLoad: ({ context, params }) => {
    const workspace = context.session.workspaces.find((mine) => mine.slug === params.workspace);
    if (!workspace) throw notFound();
    return { workspace };
  },
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
});

const rangeSearch = (search: Record<string, unknown>) =>
  search['range'] === undefined ? {} : { range: parseRange(search['range']) };

export const overviewRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/',
  validateSearch: rangeSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    const subject = { workspaceId: context.workspace.id };
    void context.queryClient.prefetchQuery(statsQuery(subject, 'timeseries', parseRange(deps.range)));
  },
  component: lazyRouteComponent(() => import('./overview/overview.tsx'), 'Overview'),
});

export const linksRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/links',
  validateSearch: parseLinksSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(linkPageQuery(context.workspace.id, deps, 0));
  },
  component: lazyRouteComponent(() => import('./links/links.tsx'), 'Links'),
});

const importRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/import',
  validateSearch: (search: Record<string, unknown>): { id?: string } =>
    typeof search['id'] === 'string' && search['id'] ? { id: search['id'] } : {},
  component: lazyRouteComponent(() => import('./import/import.tsx'), 'ImportLinks'),
});

export const linkRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/links/$linkId',
  validateSearch: rangeSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps }) => {
    const subject = { workspaceId: context.workspace.id, linkId: params.linkId };
    void context.queryClient.prefetchQuery(linkQuery(subject.workspaceId, params.linkId));
    void context.queryClient.prefetchQuery(statsQuery(subject, 'timeseries', parseRange(deps.range)));
  },
  component: lazyRouteComponent(() => import('./link/link-page.tsx'), 'LinkPage'),
});

const proofRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/proof',
  component: lazyRouteComponent(() => import('./proof/proof.tsx'), 'Proof'),
});

export const settingsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/settings',
  // What is shown depends on it: nothing may appear and vanish again.
  loader: async ({ context }) => {
    await context.queryClient.ensureQueryData(permissionsQuery(context.workspace.id));
  },
  component: lazyRouteComponent(() => import('./settings/settings.tsx'), 'Settings'),
});

const generalRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./settings/general.tsx'), 'General'),
});

const membersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/members',
  component: lazyRouteComponent(() => import('./settings/members.tsx'), 'Members'),
});

const tokensRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/tokens',
  component: lazyRouteComponent(() => import('./settings/tokens.tsx'), 'Tokens'),
});

const labelsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/labels',
  component: lazyRouteComponent(() => import('./labels/labels.tsx'), 'Labels'),
});

const usageRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/usage',
  component: lazyRouteComponent(() => import('./settings/usage.tsx'), 'Usage'),
});

const AUDIT_FILTERS = ['actor', 'action', 'target', 'requestId', 'ipHash', 'start', 'end'] as const;

const auditLogRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/audit-log',
  validateSearch: (search: Record<string, unknown>): Partial<Record<(typeof AUDIT_FILTERS)[number], string>> =>
    Object.fromEntries(
      AUDIT_FILTERS.flatMap((name) => (typeof search[name] === 'string' && search[name] ? [[name, search[name]]] : [])),
    ),
  component: lazyRouteComponent(() => import('./settings/audit-log.tsx'), 'AuditLog'),
});

const settingsTree = settingsRoute.addChildren([
  generalRoute,
  membersRoute,
  labelsRoute,
  tokensRoute,
  usageRoute,
  auditLogRoute,
]);

const routeTree = rootRoute.addChildren([
  guestRoute.addChildren([signInRoute, signUpRoute]),
  forgotPasswordRoute,
  resetPasswordRoute,
  confirmedRoute,
  goodbyeRoute,
  invitationRoute,
  memberRoute.addChildren([
    homeRoute,
    accountRoute,
    operatorRoute.addChildren([deskRoute, caseRoute]),
    workspaceRoute.addChildren([overviewRoute, linksRoute, importRoute, linkRoute, proofRoute, settingsTree]),
  ]),
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    // The query client decides what is fresh; a second cache would disagree with it.
    defaultPreloadStaleTime: 0,
    defaultPendingComponent: PendingPage,
    defaultErrorComponent: FailedPage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
