/** The link routes, each translating one request into one verb. */
import type { Context } from 'hono';
import type { BulkOutcome } from '#core/link/bulk.ts';
import { createLinks, deleteLinks, updateLinks } from '#core/link/bulk.ts';
import { countLinks } from '#core/link/count.ts';
import { createLink } from '#core/link/create.ts';
import { deleteLink } from '#core/link/delete.ts';
import { getLink } from '#core/link/get.ts';
import type { Link } from '#core/link/link.ts';
import { listLinks } from '#core/link/list.ts';
import type { LinkContext } from '#core/link/ports.ts';
import { updateLink, type UpdateOptions } from '#core/link/update.ts';
import { upsertLink } from '#core/link/upsert.ts';
import type { WireLink } from '#core/link/wire.ts';
import type { ApiContext } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { ifMatch, setEtag } from '../http/etag.ts';
import { createRouter } from '../http/router.ts';
import { linksOf } from '../services.ts';
import { asNew, withCounters } from './counters.ts';
import * as routes from './routes.ts';

export const linkApp = createRouter()
  .openapi(routes.createLinkRoute, async (c) => {
    const link = await createLink(contextOf(c), c.req.valid('json'));
    setEtag(c, link.revision);
    return c.json(asNew(c, link), 200);
  })
  .openapi(routes.listLinksRoute, async (c) =>
    c.json(await withCounters(c, await listLinks(contextOf(c), c.req.valid('query'))), 200),
  )
  .openapi(routes.countLinksRoute, async (c) => c.json(await countLinks(contextOf(c), c.req.valid('query')), 200))
  .openapi(routes.linkInfoRoute, async (c) =>
    c.json(await show(c, await getLink(contextOf(c), c.req.valid('query'))), 200),
  )
  .openapi(routes.upsertLinkRoute, async (c) =>
    c.json(await show(c, await upsertLink(contextOf(c), c.req.valid('json'))), 200),
  )
  .openapi(routes.bulkCreateRoute, async (c) =>
    c.json(await showAll(c, await createLinks(contextOf(c), c.req.valid('json'))), 200),
  )
  .openapi(routes.bulkUpdateRoute, async (c) =>
    c.json(await showAll(c, await updateLinks(contextOf(c), c.req.valid('json'))), 200),
  )
  .openapi(routes.bulkDeleteRoute, async (c) =>
    c.json({ deletedCount: await deleteLinks(contextOf(c), c.req.valid('query').linkIds) }, 200),
  )
  .openapi(routes.updateLinkRoute, async (c) => {
    const link = await updateLink(contextOf(c), c.req.valid('param').linkId, c.req.valid('json'), revisionOf(c));
    return c.json(await show(c, link), 200);
  })
  .openapi(routes.deleteLinkRoute, async (c) =>
    c.json({ id: await deleteLink(contextOf(c), c.req.valid('param').linkId) }, 200),
  );

function contextOf(c: Context<ApiContext>): LinkContext {
  return linksOf(c.get('services'), actorOf(c));
}

async function show(c: Context<ApiContext>, link: Link): Promise<WireLink> {
  setEtag(c, link.revision);
  const [shown] = await withCounters(c, [link]);
  return shown ?? asNew(c, link);
}

async function showAll(c: Context<ApiContext>, outcome: BulkOutcome) {
  return [...(await withCounters(c, outcome.links)), ...outcome.failures];
}

function revisionOf(c: Context<ApiContext>): UpdateOptions {
  const revision = ifMatch(c);
  return revision === undefined ? {} : { revision };
}
