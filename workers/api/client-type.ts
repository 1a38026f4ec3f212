/**
 * The one thing the web app imports from this worker: its routes as a type, for `hc<ApiRoutes>('/api')`. Made from the route
 * definitions alone, so it pulls in no handler, no store and no worker global. Errors are not in it: read them when `!res.ok`.
 */
import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import type { Hono } from 'hono';
import type { BlankEnv } from 'hono/types';
import type * as analytics from './analytics/routes.ts';
import type * as dead from './dead/routes.ts';
import type * as domains from './domains/routes.ts';
import type * as health from './health/routes.ts';
import type * as links from './links/routes.ts';
import type * as pages from './pages/routes.ts';
import type * as proof from './proof/routes.ts';
import type * as tokens from './tokens/routes.ts';
import type * as webhooks from './webhooks/routes.ts';
import type * as workspaces from './workspaces/routes.ts';

declare const app: OpenAPIHono;
type SchemaOf<App> = App extends Hono<infer _Env, infer Schema, infer _Base> ? Schema : never;
type Of<Route extends RouteConfig> = SchemaOf<ReturnType<typeof app.openapi<Route>>>;

type LinkRoutes = Of<typeof links.createLinkRoute> &
  Of<typeof links.listLinksRoute> &
  Of<typeof links.countLinksRoute> &
  Of<typeof links.linkInfoRoute> &
  Of<typeof links.updateLinkRoute> &
  Of<typeof links.upsertLinkRoute> &
  Of<typeof links.deleteLinkRoute> &
  Of<typeof links.bulkCreateRoute> &
  Of<typeof links.bulkUpdateRoute> &
  Of<typeof links.bulkDeleteRoute>;
type TokenRoutes = Of<typeof tokens.createTokenRoute> &
  Of<typeof tokens.listTokensRoute> &
  Of<typeof tokens.deleteTokenRoute>;
type StatsRoutes = Of<typeof analytics.analyticsRoute> & Of<typeof analytics.eventsRoute>;
type ProofRoutes = Of<typeof proof.auditRoute> & Of<typeof proof.receiptRoute> & Of<typeof proof.repairDayRoute>;
type DeadLetterRoutes = Of<typeof dead.listLettersRoute> &
  Of<typeof dead.readLetterRoute> &
  Of<typeof dead.replayLetterRoute>;
type WorkspaceRoutes = Of<typeof workspaces.meRoute> & Of<typeof workspaces.listWorkspacesRoute>;

type DomainRoutes = Of<typeof domains.listDomainsRoute> &
  Of<typeof domains.sharedDomainsRoute> &
  Of<typeof domains.createDomainRoute> &
  Of<typeof domains.updateDomainRoute> &
  Of<typeof domains.deleteDomainRoute> &
  Of<typeof domains.domainDnsRoute> &
  Of<typeof domains.verifyDomainRoute> &
  Of<typeof domains.primaryDomainRoute> &
  Of<typeof domains.transferDomainRoute>;
type WebhookRoutes = Of<typeof webhooks.listWebhooksRoute> &
  Of<typeof webhooks.createWebhookRoute> &
  Of<typeof webhooks.getWebhookRoute> &
  Of<typeof webhooks.updateWebhookRoute> &
  Of<typeof webhooks.deleteWebhookRoute> &
  Of<typeof webhooks.rotateWebhookSecretRoute> &
  Of<typeof webhooks.testWebhookRoute> &
  Of<typeof webhooks.listDeliveriesRoute> &
  Of<typeof webhooks.replayDeliveryRoute>;
type PageRoutes = Of<typeof pages.metatagsRoute> &
  Of<typeof pages.iframeableRoute> &
  Of<typeof pages.listHealthRoute> &
  Of<typeof pages.checkHealthRoute>;

export type ApiRoutes = Hono<
  BlankEnv,
  LinkRoutes &
    TokenRoutes &
    StatsRoutes &
    ProofRoutes &
    DeadLetterRoutes &
    WorkspaceRoutes &
    DomainRoutes &
    WebhookRoutes &
    PageRoutes &
    Of<typeof health.healthRoute>
>;
