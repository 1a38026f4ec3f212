/** After a request that may have changed links: tells webhooks of it, behind the answer. What fails here, a job tells later. */
import { createMiddleware } from 'hono/factory';
import { tellLinkChanges } from '#core/webhook/link-events.ts';
import { WorkspaceOutbox } from '#platform/d1/links/outbox.ts';
import { describeError } from '#platform/log/log.ts';
import type { ApiContext } from '../http/context.ts';
import { shardOf } from '../services.ts';
import { tellContextOf } from './services.ts';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const CHANGES_LINKS = /^\/(?:links|domains)(?:\/|$)/;
/** A bulk request changes a hundred links. */
const MAX_CHANGES = 100;

export const tellChanges = createMiddleware<ApiContext>(async (c, next) => {
  await next();
  if (SAFE_METHODS.has(c.req.method) || !CHANGES_LINKS.test(c.req.path) || c.res.status >= 400) return;
  const workspace = c.get('caller')?.actor?.workspace;
  const services = c.get('services');
  if (!workspace) return;
  const outbox = new WorkspaceOutbox(shardOf(services, { workspace }), workspace.id);
  const telling = tellLinkChanges(tellContextOf(services, workspace), outbox, MAX_CHANGES);
  c.executionCtx.waitUntil(
    telling.catch((error: unknown) =>
      services.log.warn('webhook.tell_failed', { workspaceId: workspace.id, error: describeError(error) }),
    ),
  );
});
