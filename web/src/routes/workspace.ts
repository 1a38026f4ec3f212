/** Pages of a workspace, and what their search parameters mean. */
import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router';
import type { WireWorkspace } from '#core/workspace/wire.ts';
import { parseAnalyticsSearch } from '../analytics/search.ts';
import { parseEventsSearch } from '../events/search.ts';
import { linkPageQuery, linkQuery } from '../links/queries.ts';
import { parseLinksSearch } from '../links/search.ts';
import { statsQuery } from '../stats/queries.ts';
import { parseRange } from '../stats/range.ts';
import type { ASKED_FIRST } from './asked-first.ts';
import { memberRoute, type RouterContext } from './root.ts';

export const workspaceRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/$workspace',
  beforeLoad: ({ context, params }) => {
    const workspace = context.session.workspaces.find((mine) => mine.slug === params.workspace);
    if (!workspace) throw notFound();
    return { workspace };
  },
  component: lazyRouteComponent(() => import('../shell/shell.tsx'), 'Shell'),
});

/** What decides how high the parts of a page are is asked before it is drawn. */
export const askFirst =
  (page: keyof typeof ASKED_FIRST) =>
  async ({ context }: { context: RouterContext & { workspace: WireWorkspace } }): Promise<void> =>
    (await import('./asked-first.ts')).ASKED_FIRST[page](context.queryClient, context.workspace);

const rangeSearch = (search: Record<string, unknown>) =>
  search['range'] === undefined ? {} : { range: parseRange(search['range']) };

const overviewRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/',
  validateSearch: rangeSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ context, deps }) => {
    const subject = { workspaceId: context.workspace.id };
    for (const report of ['timeseries', 'count', 'top_links'] as const)
      void context.queryClient.prefetchQuery(statsQuery(subject, report, parseRange(deps.range)));
    // Whether the workspace is at its beginning decides what stands on top: it is known before anything is drawn.
    await context.queryClient.prefetchQuery(linkPageQuery(context.workspace.id, {}, 0));
  },
  component: lazyRouteComponent(() => import('../overview/overview.tsx'), 'Overview'),
});

const linksRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/links',
  validateSearch: parseLinksSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(linkPageQuery(context.workspace.id, deps, 0));
  },
  component: lazyRouteComponent(() => import('../links/links.tsx'), 'Links'),
});

const importRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/import',
  validateSearch: (search: Record<string, unknown>): { id?: string } =>
    typeof search['id'] === 'string' && search['id'] ? { id: search['id'] } : {},
  component: lazyRouteComponent(() => import('../import/import.tsx'), 'ImportLinks'),
});

const linkRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/links/$linkId',
  validateSearch: rangeSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps }) => {
    const subject = { workspaceId: context.workspace.id, linkId: params.linkId };
    void context.queryClient.prefetchQuery(linkQuery(subject.workspaceId, params.linkId));
    for (const report of ['timeseries', 'count'] as const)
      void context.queryClient.prefetchQuery(statsQuery(subject, report, parseRange(deps.range)));
  },
  component: lazyRouteComponent(() => import('../link/link-page.tsx'), 'LinkPage'),
});

/** A small file, before the large ones of the page: its answers take longer than they do. */
const firstQuestions = () => import('../analytics/prefetch.ts');

const analyticsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/analytics',
  validateSearch: parseAnalyticsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    const { queryClient, workspace } = context;
    // Nothing waits for it: the page asks again for what this did not.
    void firstQuestions().then(
      ({ prefetchAnalytics }) => prefetchAnalytics(queryClient, workspace.id, deps),
      () => {},
    );
  },
  component: lazyRouteComponent(() => {
    firstQuestions().catch(() => {});
    return import('../analytics/analytics.tsx');
  }, 'Analytics'),
});

const proofRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/proof',
  loader: askFirst('proof'),
  component: lazyRouteComponent(() => import('../proof/proof.tsx'), 'Proof'),
});

const liveRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/live',
  component: lazyRouteComponent(() => import('../live-page/live-page.tsx'), 'LivePage'),
});

const eventsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/events',
  validateSearch: parseEventsSearch,
  component: lazyRouteComponent(() => import('../events/events-page.tsx'), 'EventsPage'),
});

const developerRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/developer',
  validateSearch: ({ q, op }: Record<string, unknown>): { q?: string; op?: string } => ({
    ...(typeof q === 'string' && q !== '' && { q }),
    ...(typeof op === 'string' && op !== '' && { op }),
  }),
  loader: askFirst('developer'),
  component: lazyRouteComponent(() => import('../developer/developer-page.tsx'), 'DeveloperPage'),
});

export const workspaceRoutes = [
  overviewRoute,
  linksRoute,
  importRoute,
  linkRoute,
  analyticsRoute,
  proofRoute,
  liveRoute,
  eventsRoute,
  developerRoute,
] as const;
