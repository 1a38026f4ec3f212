/** The routes around links, each translating one request into one verb. */
import type { Context } from 'hono';
import { freeKey, keyExists } from '#core/link/available.ts';
import { findDuplicates } from '#core/link/duplicates.ts';
import { linkHistory } from '#core/link/history.ts';
import { toWireDeleted, toWireHistory } from '#core/link/more-wire.ts';
import { orderLinks } from '#core/link/order.ts';
import type { LinkContext } from '#core/link/ports.ts';
import { listDeleted, restoreLink } from '#core/link/restore.ts';
import { transferLink } from '#core/link/transfer.ts';
import { undoChange } from '#core/link/undo.ts';
import type { ApiContext } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { historyOf } from '../labels/services.ts';
import { linksOf } from '../services.ts';
import { showLink, withCounters } from './counters.ts';
import * as routes from './more-routes.ts';

export const moreLinkApp = createRouter()
  .openapi(routes.keyExistsRoute, async (c) => c.json(await keyExists(contextOf(c), c.req.valid('query')), 200))
  .openapi(routes.randomKeyRoute, async (c) => c.json(await freeKey(contextOf(c), c.req.valid('query')), 200))
  .openapi(routes.duplicatesRoute, async (c) =>
    c.json(await withCounters(c, await findDuplicates(contextOf(c), c.req.valid('query').url)), 200),
  )
  .openapi(routes.orderLinksRoute, async (c) =>
    c.json({ linkIds: await orderLinks(contextOf(c), c.req.valid('json').linkIds) }, 200),
  )
  .openapi(routes.deletedLinksRoute, async (c) => {
    const { pageSize: limit, startingAfter } = c.req.valid('query');
    return c.json((await listDeleted(contextOf(c), { limit, startingAfter })).map(toWireDeleted), 200);
  })
  .openapi(routes.restoreLinkRoute, async (c) =>
    c.json(await showLink(c, await restoreLink(contextOf(c), c.req.valid('param').linkId)), 200),
  )
  .openapi(routes.linkHistoryRoute, async (c) => {
    const { pageSize: limit, before } = c.req.valid('query');
    const entries = await linkHistory(historyContext(c), c.req.valid('param').linkId, { limit, before });
    return c.json(entries.map(toWireHistory), 200);
  })
  .openapi(routes.undoChangeRoute, async (c) => {
    const { linkId, entryId } = c.req.valid('param');
    return c.json(await showLink(c, await undoChange(historyContext(c), linkId, entryId)), 200);
  })
  .openapi(routes.transferLinkRoute, async (c) => {
    const { workspaceId, domain } = c.req.valid('json');
    const link = await transferLink(
      contextOf(c),
      await otherWorkspace(c, workspaceId),
      c.req.valid('param').linkId,
      domain,
    );
    // Its counters begin anew, and the tags of this workspace are not its own.
    return c.json(await showLink(c, link), 200);
  });

function contextOf(c: Context<ApiContext>): LinkContext {
  return linksOf(c.get('services'), actorOf(c));
}

function historyContext(c: Context<ApiContext>) {
  return historyOf(c.get('services'), actorOf(c));
}

/** The link stores of another workspace of the same person; undefined when not a member. */
async function otherWorkspace(c: Context<ApiContext>, workspaceId: string): Promise<LinkContext | undefined> {
  const services = c.get('services');
  const actor = actorOf(c);
  const membership = await services.memberships.find(actor.userId, workspaceId);
  return membership && linksOf(services, { ...actor, ...membership });
}
