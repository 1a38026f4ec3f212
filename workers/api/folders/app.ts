/** The folder routes, each translating one request into one verb. */
import type { Context } from 'hono';
import { createFolder } from '#core/folder/create.ts';
import { deleteFolder } from '#core/folder/delete.ts';
import type { Folder, FolderContext } from '#core/folder/folder.ts';
import { listFolders } from '#core/folder/list.ts';
import { listFolderMembers, removeFolderMember, setFolderMember } from '#core/folder/members.ts';
import { updateFolder } from '#core/folder/update.ts';
import { toWireFolder, toWireFolderMember } from '#core/folder/wire.ts';
import type { ApiContext } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { ifMatch, setEtag } from '../http/etag.ts';
import { createRouter } from '../http/router.ts';
import { foldersOf } from '../labels/services.ts';
import * as routes from './routes.ts';

export const folderApp = createRouter()
  .openapi(routes.listFoldersRoute, async (c) =>
    c.json((await listFolders(contextOf(c), c.req.valid('query'))).map(toWireFolder), 200),
  )
  .openapi(routes.createFolderRoute, async (c) =>
    c.json(show(c, await createFolder(contextOf(c), c.req.valid('json'))), 201),
  )
  .openapi(routes.updateFolderRoute, async (c) =>
    c.json(show(c, await updateFolder(contextOf(c), c.req.valid('param').id, c.req.valid('json'), ifMatch(c))), 200),
  )
  .openapi(routes.deleteFolderRoute, async (c) =>
    c.json({ id: await deleteFolder(contextOf(c), c.req.valid('param').id) }, 200),
  )
  .openapi(routes.listFolderMembersRoute, async (c) =>
    c.json((await listFolderMembers(contextOf(c), c.req.valid('param').id)).map(toWireFolderMember), 200),
  )
  .openapi(routes.setFolderMemberRoute, async (c) => {
    const { id, userId } = c.req.valid('param');
    const member = await setFolderMember(contextOf(c), id, userId, c.req.valid('json').level);
    return c.json(toWireFolderMember(member), 200);
  })
  .openapi(routes.removeFolderMemberRoute, async (c) => {
    const { id, userId } = c.req.valid('param');
    return c.json({ userId: await removeFolderMember(contextOf(c), id, userId) }, 200);
  });

function show(c: Context<ApiContext>, folder: Folder) {
  setEtag(c, folder.updatedAt);
  return toWireFolder(folder);
}

function contextOf(c: Context<ApiContext>): FolderContext {
  return foldersOf(c.get('services'), actorOf(c));
}
