import { describe, expect, it } from 'vitest';
import type { WireFolder } from '#core/folder/wire.ts';
import type { WireLink } from '#core/link/wire.ts';
import { seedColleague, seedWorkspace } from '../../../test/support/worker/seed.ts';
import { callAs } from '../test-client.ts';

async function world() {
  const owner = await seedWorkspace();
  const [editor, viewer] = [await seedColleague(owner, 'editor'), await seedColleague(owner, 'viewer')];
  const call = callAs(owner);
  const folder = async (name: string, accessLevel: string | null) =>
    (await call<WireFolder>('POST', '/folders', { name, accessLevel })).body;
  const folders = {
    open: await folder('Open', 'write'),
    read: await folder('Read', 'read'),
    closed: await folder('Closed', null),
  };
  const link = async (key: string, folderId: string | null) =>
    (await call<WireLink>('POST', '/links', { url: `https://acme.test/${key}`, key, folderId })).body;
  const links = {
    open: await link('open', folders.open.id),
    read: await link('read', folders.read.id),
    closed: await link('closed', folders.closed.id),
    loose: await link('loose', null),
  };
  return { owner: call, editor, as: callAs(editor), watch: callAs(viewer), folders, links };
}

const keysOf = (links: WireLink[]) => links.map((link) => link.key);

describe('folders', () => {
  it('are created, listed, changed and deleted; their links become unsorted', async () => {
    const { owner, folders, links } = await world();
    expect(folders.open).toMatchObject({ type: 'default', accessLevel: 'write', description: null });
    expect((await owner('POST', '/folders', { name: 'OPEN' })).status).toBe(409);
    expect((await owner('POST', '/folders', { name: 'x', accessLevel: 'all' })).status).toBe(422);
    const names = (await owner<WireFolder[]>('GET', '/folders')).body.map((folder) => folder.name);
    expect(names).toEqual(['Closed', 'Open', 'Read']);
    const changed = await owner<WireFolder>('PATCH', `/folders/${folders.open.id}`, { description: 'D' });
    expect(changed.body).toMatchObject({ name: 'Open', description: 'D' });
    expect((await owner('GET', '/links/count?groupBy=folderId')).body).toContainEqual({ folderId: null, _count: 1 });
    expect(keysOf((await owner<WireLink[]>('GET', `/links?folderId=${folders.open.id}`)).body)).toEqual(['open']);
    expect((await owner('DELETE', `/folders/${folders.open.id}`)).body).toEqual({ id: folders.open.id });
    expect((await owner<WireLink>('GET', `/links/info?linkId=${links.open.id}`)).body.folderId).toBeNull();
    expect(keysOf((await owner<WireLink[]>('GET', '/links?folderId=unsorted')).body)).toEqual(['loose', 'open']);
  });

  it('that are closed hide themselves and their links from everything a member can ask', async () => {
    const { as, watch, owner, folders, links } = await world();
    for (const call of [as, watch]) {
      expect((await call<WireFolder[]>('GET', '/folders')).body.map((folder) => folder.name)).toEqual(['Open', 'Read']);
      expect(keysOf((await call<WireLink[]>('GET', '/links')).body)).toEqual(['loose', 'read', 'open']);
      expect(keysOf((await call<WireLink[]>('GET', '/links?search=closed')).body)).toEqual([]);
      expect((await call('GET', '/links/count')).body).toBe(3);
      expect((await call('GET', '/links/count?search=acme')).body).toBe(3);
      expect(JSON.stringify((await call('GET', '/links/count?groupBy=folderId')).body)).not.toContain(
        folders.closed.id,
      );
      expect((await call('GET', `/links/info?linkId=${links.closed.id}`)).status).toBe(404);
      expect((await call('GET', `/links/${links.closed.id}/history`)).status).toBe(404);
      expect((await call('GET', '/links/duplicates?url=https://acme.test/closed')).body).toEqual([]);
    }
    expect((await as('PATCH', `/links/${links.closed.id}`, { title: 'x' })).status).toBe(404);
    expect((await as('DELETE', `/folders/${folders.closed.id}`)).status).toBe(404);
    expect((await as('PATCH', `/links/${links.loose.id}`, { folderId: folders.closed.id })).status).toBe(422);
    await owner('DELETE', `/links/${links.closed.id}`);
    expect((await as('GET', '/links/deleted')).body).toEqual([]);
    expect((await as('POST', `/links/${links.closed.id}/restore`)).status).toBe(404);
  });

  it('that may be read cannot be changed, nor what is in them', async () => {
    const { as, folders, links } = await world();
    const refused = [
      await as('PATCH', `/links/${links.read.id}`, { title: 'x' }),
      await as('DELETE', `/links/${links.read.id}`),
      await as('POST', '/links', { url: 'https://new.test', folderId: folders.read.id }),
      await as('PATCH', `/links/${links.loose.id}`, { folderId: folders.read.id }),
      await as('PATCH', `/folders/${folders.read.id}`, { name: 'Mine' }),
      await as('DELETE', `/folders/${folders.read.id}`),
    ];
    expect(refused.map((answer) => answer.status)).toEqual(refused.map(() => 403));
    expect((await as('PATCH', `/links/${links.open.id}`, { title: 'x' })).status).toBe(200);
  });

  it('give a member a level of their own, and take it away again', async () => {
    const { owner, as, editor, folders, links } = await world();
    const path = (id: string) => `/folders/${id}/members/${editor.userId}`;
    expect((await owner('PUT', path(folders.closed.id), { level: 'write' })).status).toBe(200);
    expect((await owner('PUT', path(folders.open.id), { level: 'read' })).status).toBe(200);
    expect((await owner('PUT', `/folders/${folders.open.id}/members/user_0`, { level: 'read' })).status).toBe(422);
    expect((await as('PATCH', `/links/${links.closed.id}`, { title: 'x' })).status).toBe(200);
    expect((await as('PATCH', `/links/${links.open.id}`, { title: 'x' })).status).toBe(403);
    expect((await owner('GET', `/folders/${folders.closed.id}/members`)).body).toMatchObject([
      { userId: editor.userId, level: 'write' },
    ]);
    expect((await owner('DELETE', path(folders.closed.id))).status).toBe(200);
    expect((await owner('DELETE', path(folders.closed.id))).status).toBe(404);
    expect((await as('GET', `/links/info?linkId=${links.closed.id}`)).status).toBe(404);
  });
});
