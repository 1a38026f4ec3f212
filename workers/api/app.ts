/** The api as one Hono app: every mount leads to the same routes, and what the document says is secured is secured. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { analyticsApp } from './analytics/app.ts';
import { authenticate } from './auth/authenticate.ts';
import { authApp } from './auth/mount.ts';
import { deadApp } from './dead/app.ts';
import { domainApp } from './domains/app.ts';
import { healthApp } from './health/app.ts';
import { bodyGuard } from './http/body-guard.ts';
import type { ApiContext } from './http/context.ts';
import { onError, onNotFound } from './http/errors.ts';
import { answerHeaders } from './http/headers.ts';
import { createRouter } from './http/router.ts';
import { linkApp } from './links/app.ts';
import { liveApp } from './live/app.ts';
import { documentOf, registerSecurity } from './openapi/document.ts';
import { ERROR_PAGE_PATH, errorPage } from './openapi/errors.ts';
import { pageApp } from './pages/app.ts';
import { proofApp } from './proof/app.ts';
import { qrApp } from './qr/app.ts';
import { servicesOf } from './services.ts';
import { tokenApp } from './tokens/app.ts';
import { webhookApp } from './webhooks/app.ts';
import { tellChanges } from './webhooks/tell-changes.ts';
import { workspaceApp } from './workspaces/app.ts';

/** The longest mount first. The web app's host hands `/api/*` through unchanged. */
const MOUNT = /^\/api(?:\/v1)?(?=\/|$)/;

export function createApp(): Hono<ApiContext> {
  const api = apiRoutes();
  const app = new Hono<ApiContext>({ getPath: (request) => new URL(request.url).pathname.replace(MOUNT, '') || '/' });
  app.onError(onError);
  app.notFound(onNotFound);
  app.use(async (c, next) => {
    c.set('requestId', crypto.randomUUID());
    c.set('services', servicesOf(c.env));
    await next();
  });
  app.use(answerHeaders);
  app.use(bodyGuard);
  app.use(tellChanges);
  app.get('/openapi.json', (c) => c.json(documentOf(api, c.get('services').config.apiUrl)));
  app.get(ERROR_PAGE_PATH, (c) => c.html(errorPage(), 200, { 'cache-control': 'public, max-age=3600' }));
  app.route('/', authApp);
  app.route('/', liveApp);
  app.route('/', api);
  return app;
}

/** All routes of the document. */
export function apiRoutes(): OpenAPIHono<ApiContext> {
  const api = createRouter();
  registerSecurity(api);
  for (const part of [
    healthApp,
    qrApp,
    workspaceApp,
    tokenApp,
    domainApp,
    pageApp,
    linkApp,
    analyticsApp,
    proofApp,
    deadApp,
    webhookApp,
  ]) {
    secure(api, part);
    api.route('/', part);
  }
  return api;
}

/** Puts authentication in front of each route that declares `security`; the handlers of such routes cannot run without it. */
function secure(api: OpenAPIHono<ApiContext>, part: OpenAPIHono<ApiContext>): void {
  for (const definition of part.openAPIRegistry.definitions) {
    if (definition.type !== 'route' || !definition.route.security) continue;
    const path = definition.route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    api.on(definition.route.method.toUpperCase(), path, authenticate);
  }
}
