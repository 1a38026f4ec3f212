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
import { parseDestination } from '#core/link/draft/destination.ts';
import type { CreateLinkInput } from '#core/link/input.ts';
import type { LinkContext } from '#core/link/ports.ts';
import { updateLink } from '#core/link/update.ts';
import { upsertLink } from '#core/link/upsert.ts';
import type { WireLink } from '#core/link/wire.ts';
import { requireScope } from '#core/access/actor.ts';
import { readPage } from '#core/page/page.ts';
import { readTags } from '#platform/html/read-tags.ts';
import { AppError } from '#core/error/app-error.ts';
import type { ApiContext } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { linksOf } from '../services.ts';
import { asNew, withCounters } from './counters.ts';
import * as routes from './routes.ts';

export const linkApp = createRouter()
  .openapi(routes.createLinkRoute, async (c) => {
    const link = await createLink(contextOf(c), await withMetadata(c, c.req.valid('json')));
    setEtag(c, link);
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
    const link = await updateLink(contextOf(c), c.req.valid('param').linkId, c.req.valid('json'), ifMatch(c));
    return c.json(await show(c, link), 200);
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

async function show(c: Context<ApiContext>, link: Link): Promise<WireLink> {
  setEtag(c, link);
  const [shown] = await withCounters(c, [link]);
  return shown ?? asNew(c, link);
}

async function showAll(c: Context<ApiContext>, outcome: BulkOutcome) {
  return [...(await withCounters(c, outcome.links)), ...outcome.failures];
}

/** A link's revision is its ETag: sent back in If-Match it protects a newer change. */
function setEtag(c: Context<ApiContext>, link: Link): void {
  c.header('etag', `"${link.revision}"`);
}

function ifMatch(c: Context<ApiContext>): { revision?: number } {
  const header = c.req.header('if-match');
  if (header === undefined || header === '*') return {};
  const match = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim());
  if (!match)
    throw new AppError('bad_request', `If-Match: must be the ETag of an earlier answer, got ${header.slice(0, 50)}`);
  return { revision: Number(match[1]) };
}
