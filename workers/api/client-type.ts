/**
 * The one thing the web app imports from this worker: its routes as a type, for `hc<ApiRoutes>('/api')`. Made from the route
 * definitions alone, so it pulls in no handler, no store and no worker global. Errors are not in it: read them when `!res.ok`.
 */
import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import type { Hono } from 'hono';
import type { BlankEnv } from 'hono/types';
import type * as abuse from './abuse/routes.ts';
import type * as account from './account/routes.ts';
import type * as alerts from './alerts/routes.ts';
import type * as analytics from './analytics/routes.ts';
import type * as annotations from './annotations/routes.ts';
import type * as audit from './audit/routes.ts';
import type * as billing from './billing/routes.ts';
import type * as comments from './comments/routes.ts';
import type * as dead from './dead/routes.ts';
import type * as domains from './domains/routes.ts';
import type * as bundles from './exports/bundle-routes.ts';
import type * as folders from './folders/routes.ts';
import type * as health from './health/routes.ts';
import type * as imports from './imports/routes.ts';
import type * as moreLinks from './links/more-routes.ts';
import type * as links from './links/routes.ts';
import type * as members from './members/routes.ts';
import type * as pages from './pages/routes.ts';
import type * as permissions from './permissions/routes.ts';
import type * as proof from './proof/routes.ts';
import type * as schedules from './schedules/routes.ts';
import type * as segments from './segments/routes.ts';
import type * as shares from './shares/routes.ts';
import type * as tags from './tags/routes.ts';
import type * as tokens from './tokens/routes.ts';
import type * as usage from './usage/routes.ts';
import type * as utmTemplates from './utm-templates/routes.ts';
import type * as webhooks from './webhooks/routes.ts';
import type * as workspaces from './workspaces/routes.ts';

declare const app: OpenAPIHono;
type SchemaOf<App> = App extends Hono<infer _Env, infer Schema, infer _Base> ? Schema : never;
type Of<Route extends RouteConfig> = SchemaOf<ReturnType<typeof app.openapi<Route>>>;

type MoreLinkRoutes = Of<typeof moreLinks.keyExistsRoute> &
  Of<typeof moreLinks.randomKeyRoute> &
  Of<typeof moreLinks.duplicatesRoute> &
  Of<typeof moreLinks.orderLinksRoute> &
  Of<typeof moreLinks.deletedLinksRoute> &
  Of<typeof moreLinks.restoreLinkRoute> &
  Of<typeof moreLinks.linkHistoryRoute> &
  Of<typeof moreLinks.undoChangeRoute> &
  Of<typeof moreLinks.transferLinkRoute>;
type CommentRoutes = Of<typeof comments.listCommentsRoute> &
  Of<typeof comments.createCommentRoute> &
  Of<typeof comments.editCommentRoute> &
  Of<typeof comments.deleteCommentRoute>;
type AbuseRoutes = Of<typeof abuse.reportRoute> &
  Of<typeof abuse.linkStandingRoute> &
  Of<typeof abuse.appealLinkRoute> &
  Of<typeof abuse.workspaceStandingRoute> &
  Of<typeof abuse.appealWorkspaceRoute> &
  Of<typeof abuse.listCasesRoute> &
  Of<typeof abuse.getCaseRoute> &
  Of<typeof abuse.decideRoute> &
  Of<typeof abuse.deskLogRoute>;
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
type TagRoutes = Of<typeof tags.listTagsRoute> &
  Of<typeof tags.createTagRoute> &
  Of<typeof tags.updateTagRoute> &
  Of<typeof tags.deleteTagRoute>;
type FolderRoutes = Of<typeof folders.listFoldersRoute> &
  Of<typeof folders.createFolderRoute> &
  Of<typeof folders.updateFolderRoute> &
  Of<typeof folders.deleteFolderRoute> &
  Of<typeof folders.listFolderMembersRoute> &
  Of<typeof folders.setFolderMemberRoute> &
  Of<typeof folders.removeFolderMemberRoute>;
type UtmTemplateRoutes = Of<typeof utmTemplates.listUtmTemplatesRoute> &
  Of<typeof utmTemplates.createUtmTemplateRoute> &
  Of<typeof utmTemplates.updateUtmTemplateRoute> &
  Of<typeof utmTemplates.deleteUtmTemplateRoute>;
type TokenRoutes = Of<typeof tokens.createTokenRoute> &
  Of<typeof tokens.listTokensRoute> &
  Of<typeof tokens.getTokenRoute> &
  Of<typeof tokens.updateTokenRoute> &
  Of<typeof tokens.rotateTokenRoute> &
  Of<typeof tokens.deleteTokenRoute>;
type StatsRoutes = Of<typeof analytics.analyticsRoute> &
  Of<typeof analytics.reportRoute> &
  Of<typeof analytics.eventsRoute>;
type AroundReports = Of<typeof segments.listSegmentsRoute> &
  Of<typeof segments.createSegmentRoute> &
  Of<typeof segments.updateSegmentRoute> &
  Of<typeof segments.deleteSegmentRoute> &
  Of<typeof annotations.listAnnotationsRoute> &
  Of<typeof annotations.createAnnotationRoute> &
  Of<typeof annotations.updateAnnotationRoute> &
  Of<typeof annotations.deleteAnnotationRoute> &
  Of<typeof schedules.listSchedulesRoute> &
  Of<typeof schedules.createScheduleRoute> &
  Of<typeof schedules.updateScheduleRoute> &
  Of<typeof schedules.deleteScheduleRoute> &
  Of<typeof schedules.sendScheduleRoute>;
type ShareRoutes = Of<typeof shares.listSharesRoute> &
  Of<typeof shares.createShareRoute> &
  Of<typeof shares.updateShareRoute> &
  Of<typeof shares.deleteShareRoute> &
  Of<typeof shares.sharedPageRoute> &
  Of<typeof shares.unlockShareRoute> &
  Of<typeof shares.sharedReportRoute>;
type ProofRoutes = Of<typeof proof.auditRoute> & Of<typeof proof.receiptRoute> & Of<typeof proof.repairDayRoute>;
type DeadLetterRoutes = Of<typeof dead.listLettersRoute> &
  Of<typeof dead.readLetterRoute> &
  Of<typeof dead.replayLetterRoute>;
type WorkspaceRoutes = Of<typeof workspaces.meRoute> &
  Of<typeof workspaces.listWorkspacesRoute> &
  Of<typeof workspaces.createWorkspaceRoute> &
  Of<typeof workspaces.getWorkspaceRoute> &
  Of<typeof workspaces.updateWorkspaceRoute> &
  Of<typeof workspaces.deleteWorkspaceRoute> &
  Of<typeof workspaces.restoreWorkspaceRoute> &
  Of<typeof workspaces.handOverRoute> &
  Of<typeof workspaces.leaveWorkspaceRoute>;
type MemberRoutes = Of<typeof members.listMembersRoute> &
  Of<typeof members.changeRoleRoute> &
  Of<typeof members.removeMemberRoute> &
  Of<typeof members.listInvitationsRoute> &
  Of<typeof members.inviteRoute> &
  Of<typeof members.resendInvitationRoute> &
  Of<typeof members.revokeInvitationRoute> &
  Of<typeof members.previewInvitationRoute> &
  Of<typeof members.acceptInvitationRoute>;
type AccountRoutes = Of<typeof account.signInOptionsRoute> &
  Of<typeof account.listSessionsRoute> &
  Of<typeof account.endSessionRoute> &
  Of<typeof account.endOtherSessionsRoute> &
  Of<typeof account.activityRoute>;

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

type ImportRoutes = Of<typeof imports.createImportRoute> &
  Of<typeof imports.listImportsRoute> &
  Of<typeof imports.getImportRoute> &
  Of<typeof imports.startImportRoute> &
  Of<typeof imports.pauseImportRoute> &
  Of<typeof imports.resumeImportRoute> &
  Of<typeof imports.cancelImportRoute>;

type ExportRoutes = Of<typeof bundles.startExportRoute> &
  Of<typeof bundles.listExportsRoute> &
  Of<typeof bundles.getExportRoute> &
  Of<typeof bundles.cancelExportRoute>;

export type ApiRoutes = Hono<
  BlankEnv,
  LinkRoutes &
    MoreLinkRoutes &
    CommentRoutes &
    AbuseRoutes &
    TagRoutes &
    FolderRoutes &
    UtmTemplateRoutes &
    TokenRoutes &
    StatsRoutes &
    AroundReports &
    ShareRoutes &
    ProofRoutes &
    DeadLetterRoutes &
    WorkspaceRoutes &
    MemberRoutes &
    AccountRoutes &
    Of<typeof audit.auditLogRoute> &
    Of<typeof alerts.listAlertsRoute> &
    DomainRoutes &
    WebhookRoutes &
    PageRoutes &
    ImportRoutes &
    ExportRoutes &
    Of<typeof permissions.permissionsRoute> &
    Of<typeof billing.billingRoute> &
    Of<typeof billing.checkoutRoute> &
    Of<typeof billing.portalRoute> &
    Of<typeof usage.usageRoute> &
    Of<typeof usage.plansRoute> &
    Of<typeof health.healthRoute>
>;
