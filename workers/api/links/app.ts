/** The link routes, each translating one request into one verb. */
import type { Context } from 'hono';
import type { BulkOutcome } from '#core/link/bulk.ts';
import { createLinks, deleteLinks, updateLinks } from '#core/link/bulk.ts';
import { countLinks } from '#core/link/count.ts';
import { createLink } from '#core/link/create.ts';
import { deleteLink } from '#core/link/delete.ts';
import { getLink } from '#core/link/get.ts';
import { listLinks } from '#core/link/list.ts';
import { parseDestination } from '#core/link/draft/destination.ts';
import type { CreateLinkInput } from '#core/link/input.ts';
import type { LinkContext } from '#core/link/ports.ts';
import { updateLink, type UpdateOptions } from '#core/link/update.ts';
import { upsertLink } from '#core/link/upsert.ts';
import { requireScope } from '#core/access/actor.ts';
import { readPage } from '#core/page/page.ts';
import { readTags } from '#platform/html/read-tags.ts';
import type { ApiContext } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { ifMatch } from '../http/etag.ts';
import { createRouter } from '../http/router.ts';
import { linksOf } from '../services.ts';
import { showLink, showNewLink, withCounters } from './counters.ts';
import * as routes from './routes.ts';

export const linkApp = createRouter()
  .openapi(routes.createLinkRoute, async (c) => {
    const link = await createLink(contextOf(c), await withMetadata(c, c.req.valid('json')));
    return c.json(await showNewLink(c, link), 200);
  })
  .openapi(routes.listLinksRoute, async (c) =>
    c.json(await withCounters(c, await listLinks(contextOf(c), c.req.valid('query'))), 200),
  )
  .openapi(routes.countLinksRoute, async (c) => c.json(await countLinks(contextOf(c), c.req.valid('query')), 200))
  .openapi(routes.linkInfoRoute, async (c) =>
    c.json(await showLink(c, await getLink(contextOf(c), c.req.valid('query'))), 200),
  )
  .openapi(routes.upsertLinkRoute, async (c) =>
    c.json(await showLink(c, await upsertLink(contextOf(c), c.req.valid('json'))), 200),
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
    return c.json(await showLink(c, link), 200);
  })
  .openapi(routes.deleteLinkRoute, async (c) =>
    c.json({ id: await deleteLink(contextOf(c), c.req.valid('param').linkId) }, 200),
  );

function contextOf(c: Context<ApiContext>): LinkContext {
  return linksOf(c.get('services'), actorOf(c));
}

/** What was not given is taken from the page; a page that cannot be read leaves it empty. */
async function withMetadata(c: Context<ApiContext>, input: CreateLinkInput): Promise<CreateLinkInput> {
  if (!input.fetchMetadata) return input;
  requireScope(actorOf(c), 'links.write');
  const { outbound } = c.get('services');
  const { title, description, image } = await readPage({ outbound, readTags }, parseDestination('url', input.url));
  return {
    ...input,
    title: input.title ?? title,
    description: input.description ?? description,
    image: input.image ?? image,
  };
}

async function showAll(c: Context<ApiContext>, outcome: BulkOutcome) {
  return [...(await withCounters(c, outcome.links)), ...outcome.failures];
}

function revisionOf(c: Context<ApiContext>): UpdateOptions {
  const revision = ifMatch(c);
  return revision === undefined ? {} : { revision };
}
