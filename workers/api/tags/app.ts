/** The tag routes, each translating one request into one verb. */
import type { Context } from 'hono';
import { createTag } from '#core/tag/create.ts';
import { deleteTag } from '#core/tag/delete.ts';
import { listTags } from '#core/tag/list.ts';
import type { Tag, TagContext } from '#core/tag/tag.ts';
import { updateTag } from '#core/tag/update.ts';
import { toWireTag } from '#core/tag/wire.ts';
import type { ApiContext } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { ifMatch, setEtag } from '../http/etag.ts';
import { createRouter } from '../http/router.ts';
import { tagsOf } from '../labels/services.ts';
import * as routes from './routes.ts';

export const tagApp = createRouter()
  .openapi(routes.listTagsRoute, async (c) =>
    c.json((await listTags(contextOf(c), c.req.valid('query'))).map(toWireTag), 200),
  )
  .openapi(routes.createTagRoute, async (c) => c.json(show(c, await createTag(contextOf(c), c.req.valid('json'))), 201))
  .openapi(routes.updateTagRoute, async (c) =>
    c.json(show(c, await updateTag(contextOf(c), c.req.valid('param').id, c.req.valid('json'), ifMatch(c))), 200),
  )
  .openapi(routes.deleteTagRoute, async (c) =>
    c.json({ id: await deleteTag(contextOf(c), c.req.valid('param').id) }, 200),
  );

function show(c: Context<ApiContext>, tag: Tag) {
  setEtag(c, tag.updatedAt);
  return toWireTag(tag);
}

function contextOf(c: Context<ApiContext>): TagContext {
  return tagsOf(c.get('services'), actorOf(c));
}
