/** The routes by which leads and sales are reported. */
import type { Context } from 'hono';
import { requireScope } from '#core/access/actor.ts';
import type { ConversionContext } from '#core/conversion/ports.ts';
import { trackLead } from '#core/conversion/track-lead.ts';
import { trackSale } from '#core/conversion/track-sale.ts';
import type { ApiContext } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { conversionsOf } from './context.ts';
import * as routes from './routes.ts';

/** Longer is no origin. */
const MAX_ORIGIN_CHARS = 300;

export const trackApp = createRouter()
  .openapi(routes.checkKeyRoute, (c) => {
    const actor = actorOf(c);
    requireScope(actor, 'events.write');
    const kind = c.get('caller').tokenKind ?? 'session';
    const origin = c.req.header('origin')?.slice(0, MAX_ORIGIN_CHARS) ?? null;
    return c.json({ workspaceId: actor.workspace.id, kind, origin }, 200);
  })
  .openapi(routes.trackLeadRoute, async (c) => c.json(await trackLead(contextOf(c), c.req.valid('json')), 200))
  .openapi(routes.trackSaleRoute, async (c) => c.json(await trackSale(contextOf(c), c.req.valid('json')), 200))
  .openapi(routes.trackLeadFromPageRoute, async (c) => c.json(await trackLead(contextOf(c), c.req.valid('json')), 200))
  .openapi(routes.trackSaleFromPageRoute, async (c) => c.json(await trackSale(contextOf(c), c.req.valid('json')), 200));

function contextOf(c: Context<ApiContext>): ConversionContext {
  return conversionsOf(c.get('services'), actorOf(c), {
    fromPage: c.get('caller').tokenKind === 'publishable',
    defer: (work) => c.executionCtx.waitUntil(work),
  });
}
