/** Pages of a person, in no workspace: the way to one, the account, the operators' desk. */
import { createRoute, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router';
import { type Queue, QUEUES } from '../abuse/queue.ts';
import { memberRoute } from './root.ts';

const homeRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/',
  beforeLoad: ({ context }) => {
    const first = context.session.workspaces[0];
    if (first) throw redirect({ to: '/$workspace', params: { workspace: first.slug }, search: {} });
  },
  component: lazyRouteComponent(() => import('../shell/no-workspace.tsx'), 'NoWorkspace'),
});

const accountRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/account',
  loader: async ({ context }) => (await import('./asked-first.ts')).askForAccount(context.queryClient),
  component: lazyRouteComponent(() => import('../account/account.tsx'), 'Account'),
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
  component: lazyRouteComponent(() => import('../abuse/desk.tsx'), 'Desk'),
});

const caseRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: '/abuse/$caseId',
  component: lazyRouteComponent(() => import('../abuse/case-page.tsx'), 'CasePage'),
});

export const memberRoutes = [homeRoute, accountRoute, operatorRoute.addChildren([deskRoute, caseRoute])] as const;
