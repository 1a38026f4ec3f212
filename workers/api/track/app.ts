/** The routes that pages call with a publishable key. */
import { requireScope } from '#core/access/actor.ts';
import { actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { checkKeyRoute } from './routes.ts';

/** Longer is no origin. */
const MAX_ORIGIN_CHARS = 300;

export const trackApp = createRouter().openapi(checkKeyRoute, (c) => {
  const actor = actorOf(c);
  requireScope(actor, 'events.write');
  const kind = c.get('caller').tokenKind ?? 'session';
  const origin = c.req.header('origin')?.slice(0, MAX_ORIGIN_CHARS) ?? null;
  return c.json({ workspaceId: actor.workspace.id, kind, origin }, 200);
});
