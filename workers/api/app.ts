/** The api as one Hono app: every mount leads to the same routes, and what the document says is secured is secured. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { Hono, type MiddlewareHandler } from 'hono';
import { abuseApp } from './abuse/app.ts';
import { reportPageApp } from './abuse/page-app.ts';
import { accountApp } from './account/app.ts';
import { alertApp } from './alerts/app.ts';
import { activityApp } from './analytics/activity-app.ts';
import { analyticsApp } from './analytics/app.ts';
import { analyticsExportApp } from './analytics/export-app.ts';
import { isReport, tagAnswers } from './analytics/tag-answers.ts';
import { annotationApp } from './annotations/app.ts';
import { admit } from './auth/authenticate.ts';
import { auditLogApp } from './audit/app.ts';
import { changesSomething, leaveTrail } from './audit/leave-trail.ts';
import { authApp } from './auth/mount.ts';
import { billingApp } from './billing/app.ts';
import { commentApp } from './comments/app.ts';
import { customerApp } from './customers/app.ts';
import { deadApp } from './dead/app.ts';
import { domainApp } from './domains/app.ts';
import { folderApp } from './folders/app.ts';
import { exportApp } from './exports/app.ts';
import { bundleApp } from './exports/bundle-app.ts';
import { healthApp } from './health/app.ts';
import { bodyGuard } from './http/body-guard.ts';
import type { ApiContext } from './http/context.ts';
import { onError, onNotFound } from './http/errors.ts';
import { answerHeaders } from './http/headers.ts';
import { requestIdOf } from './http/request-id.ts';
import { createRouter } from './http/router.ts';
import { repeatAnswers } from './idempotency/repeat.ts';
import { importApp } from './imports/app.ts';
import { linkApp } from './links/app.ts';
import { moreLinkApp } from './links/more-app.ts';
import { liveApp } from './live/app.ts';
import { limitAddress } from './limit/by-address.ts';
import { limitCaller } from './limit/by-caller.ts';
import { moveApp } from './moves/app.ts';
import { memberApp } from './members/app.ts';
import { documentOf, registerSecurity } from './openapi/document.ts';
import { pageApp } from './pages/app.ts';
import { permissionApp } from './permissions/app.ts';
import { proofApp } from './proof/app.ts';
import { qrApp } from './qr/app.ts';
import { referenceApp } from './reference/app.ts';
import { scheduleApp } from './schedules/app.ts';
import { segmentApp } from './segments/app.ts';
import { servicesOf } from './services.ts';
import { shareApp } from './shares/app.ts';
import { tagApp } from './tags/app.ts';
import { tokenApp } from './tokens/app.ts';
import { trackApp } from './track/app.ts';
import { pageTrackApp } from './track/page-app.ts';
import { usageApp } from './usage/app.ts';
import { utmTemplateApp } from './utm-templates/app.ts';
import { webhookApp } from './webhooks/app.ts';
import { tellChanges } from './webhooks/tell-changes.ts';
import { workspaceApp } from './workspaces/app.ts';

/** One per resource. A new one is added here, nowhere else. */
const PARTS: readonly OpenAPIHono<ApiContext>[] = [
  healthApp,
  qrApp,
  permissionApp,
  accountApp,
  abuseApp,
  workspaceApp,
  memberApp,
  auditLogApp,
  alertApp,
  tokenApp,
  trackApp,
  pageTrackApp,
  customerApp,
  domainApp,
  pageApp,
  moreLinkApp,
  exportApp,
  linkApp,
  importApp,
  bundleApp,
  moveApp,
  commentApp,
  tagApp,
  folderApp,
  utmTemplateApp,
  analyticsExportApp,
  analyticsApp,
  activityApp,
  segmentApp,
  annotationApp,
  shareApp,
  scheduleApp,
  proofApp,
  deadApp,
  webhookApp,
  usageApp,
  billingApp,
];

/** The longest mount first. The web app's host hands `/api/*` through unchanged. */
const MOUNT = /^\/api(?:\/v1)?(?=\/|$)/;

export function createApp(): Hono<ApiContext> {
  const api = apiRoutes();
  const app = new Hono<ApiContext>({ getPath: (request) => new URL(request.url).pathname.replace(MOUNT, '') || '/' });
  app.onError(onError);
  app.notFound(onNotFound);
  app.use(async (c, next) => {
    c.set('requestId', requestIdOf(c.req.header('x-request-id')));
    c.set('services', servicesOf(c.env));
    await next();
  });
  app.use(answerHeaders);
  app.use(bodyGuard);
  app.use(tellChanges);
  app.route(
    '/',
    referenceApp((apiUrl) => documentOf(api, apiUrl)),
  );
  app.route('/', reportPageApp);
  app.route('/', authApp);
  app.route('/', liveApp);
  app.route('/', api);
  return app;
}

/** All routes of the document. */
export function apiRoutes(): OpenAPIHono<ApiContext> {
  const api = createRouter();
  registerSecurity(api);
  for (const part of PARTS) {
    secure(api, part);
    api.route('/', part);
  }
  return api;
}

/** Puts in front of each route what its definition says: who may call it, and how often. The handlers cannot run without it. */
function secure(api: OpenAPIHono<ApiContext>, part: OpenAPIHono<ApiContext>): void {
  for (const definition of part.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue;
    const { route } = definition;
    const { method, path, security, tags = [] } = route;
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1');
    const doors: MiddlewareHandler<ApiContext>[] = security
      ? [admit(route), limitCaller(tags.includes('Analytics')), repeatAnswers]
      : [limitAddress];
    // Behind the repeated answers: what is only repeated changes nothing.
    if (security && changesSomething(route)) doors.push(leaveTrail(route));
    if (isReport(method, tags)) doors.push(tagAnswers);
    api.on([method.toUpperCase()], [pattern], ...doors);
  }
}
