/** Settings of a workspace, a page for each section. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { permissionsQuery } from '../settings/permissions.ts';
import { askFirst, workspaceRoute } from './workspace.ts';

const settingsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/settings',
  // What is shown depends on it: nothing may appear and vanish again.
  loader: async ({ context }) => {
    await context.queryClient.ensureQueryData(permissionsQuery(context.workspace.id));
  },
  component: lazyRouteComponent(() => import('../settings/settings.tsx'), 'Settings'),
});

const generalRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../settings/general.tsx'), 'General'),
});

const membersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/members',
  loader: askFirst('members'),
  component: lazyRouteComponent(() => import('../settings/members.tsx'), 'Members'),
});

const tokensRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/tokens',
  component: lazyRouteComponent(() => import('../settings/tokens.tsx'), 'Tokens'),
});

const labelsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/labels',
  loader: askFirst('labels'),
  component: lazyRouteComponent(() => import('../labels/labels.tsx'), 'Labels'),
});

const domainsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/domains',
  component: lazyRouteComponent(() => import('../domains/domains.tsx'), 'Domains'),
});

const domainRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/domains/$domain',
  loader: async ({ context, params }) =>
    (await import('./asked-first.ts')).askForDomain(context.queryClient, context.workspace, params.domain),
  component: lazyRouteComponent(() => import('../domains/domain-page.tsx'), 'DomainPage'),
});

const webhooksRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('../webhooks/webhooks.tsx'), 'Webhooks'),
});

const DELIVERY_STATES = ['waiting', 'delivered', 'failed'] as const;

const webhookRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/webhooks/$webhookId',
  validateSearch: (search: Record<string, unknown>): { state?: (typeof DELIVERY_STATES)[number] } => {
    const state = DELIVERY_STATES.find((each) => each === search['state']);
    return state ? { state } : {};
  },
  component: lazyRouteComponent(() => import('../webhooks/webhook-page.tsx'), 'WebhookPage'),
});

const usageRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/usage',
  loader: askFirst('usage'),
  component: lazyRouteComponent(() => import('../settings/usage.tsx'), 'Usage'),
});

const AUDIT_FILTERS = ['actor', 'action', 'target', 'requestId', 'ipHash', 'start', 'end'] as const;

const auditLogRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/audit-log',
  validateSearch: (search: Record<string, unknown>): Partial<Record<(typeof AUDIT_FILTERS)[number], string>> =>
    Object.fromEntries(
      AUDIT_FILTERS.flatMap((name) => (typeof search[name] === 'string' && search[name] ? [[name, search[name]]] : [])),
    ),
  component: lazyRouteComponent(() => import('../settings/audit-log.tsx'), 'AuditLog'),
});

const exportsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/exports',
  component: lazyRouteComponent(() => import('../exports/exports.tsx'), 'Exports'),
});

export const settingsRoutes = settingsRoute.addChildren([
  generalRoute,
  membersRoute,
  labelsRoute,
  domainsRoute,
  domainRoute,
  tokensRoute,
  webhooksRoute,
  webhookRoute,
  usageRoute,
  auditLogRoute,
  exportsRoute,
]);
