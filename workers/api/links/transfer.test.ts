/** A link moved to another workspace of the same person: there it works, here it is gone, and in between it never was nowhere. */
import { describe, expect, it } from 'vitest';
import type { WireFolder } from '#core/folder/wire.ts';
import type { WireLink } from '#core/link/wire.ts';
import type { WireTag } from '#core/tag/wire.ts';
import { seedWorkspace } from '#test/worker/seed.ts';
import { testEnv } from '#test/worker/env.ts';
import { owner, type Owner } from '../audit/test-scripts.ts';
import { callAs } from '../test-client.ts';
import { copyOf } from './test-stores.ts';

type Refusal = { error: { code: string; message: string } };
type Entry = { action: string; target: string };

/** A person with two workspaces, each with a domain; calls in the second name it. */
async function twoWorkspaces() {
  const person = await owner();
  const made = await person.call<{ id: string }>('POST', '/workspaces', { name: 'Second' });
  const second = made.body.id;
  const there = <Body>(method: string, path: string, body?: unknown) =>
    person.call<Body>(method, path, body, { 'x-workspace-id': second });
  const domain = `${crypto.randomUUID()}.localhost`;
  expect((await there('POST', '/domains', { slug: domain })).status).toBe(201);
  return { person, second, there, domain };
}

const move = (person: Owner, id: string, body: object) =>
  person.call<WireLink & Refusal>('POST', `/links/${id}/transfer`, body);

describe('a link that is moved', () => {
  it('takes along what it does, not what belongs to its old workspace, and its old name rests', async () => {
    const { person, second, there, domain } = await twoWorkspaces();
    const { body: tag } = await person.call<WireTag>('POST', '/tags', { name: 'Spring' });
    const { body: folder } = await person.call<WireFolder>('POST', '/folders', { name: 'Campaigns' });
    const settings = { title: 'T', ios: 'https://ios.test', externalId: 'mine', password: 'secret words' };
    const { body: link } = await person.call<WireLink>('POST', '/links', {
      url: 'https://acme.test/',
      key: 'moving',
      tagIds: [tag.id],
      folderId: folder.id,
      ...settings,
    });
    const { status, body: moved } = await move(person, link.id, { workspaceId: second, domain });
    expect(status).toBe(200);
    expect(moved).toMatchObject({
      ...settings,
      password: '********',
      workspaceId: second,
      domain,
      key: 'moving',
      tags: [],
      folderId: null,
    });
    expect(moved.id).not.toBe(link.id);
    expect((await there<WireLink>('GET', `/links/info?linkId=${moved.id}`)).body).toMatchObject({ id: moved.id });
    expect((await person.call('GET', `/links/info?linkId=${link.id}`)).status).toBe(404);
    expect((await copyOf(domain, 'moving'))?.linkId).toBe(moved.id);
    expect(await copyOf(link.domain, 'moving')).toBeNull();
    expect((await person.call('GET', '/links/deleted')).body).toMatchObject([{ id: link.id }]);
    const received = await there<Entry[]>('GET', '/audit-log?action=link.receive');
    expect(received.body).toMatchObject([{ target: moved.id }]);
    const left = await person.call<Entry[]>('GET', '/audit-log?action=link.delete');
    expect(left.body).toMatchObject([{ target: link.id }]);
  });

  it('is not moved by a token, which belongs to one workspace', async () => {
    const tenant = await seedWorkspace();
    const other = await seedWorkspace();
    const call = callAs(tenant);
    const { body: link } = await call<WireLink>('POST', '/links', { url: 'https://acme.test' });
    const answer = await call<Refusal>('POST', `/links/${link.id}/transfer`, { workspaceId: other.workspaceId });
    expect([answer.status, answer.body.error.message]).toEqual([403, expect.stringContaining('signed-in person')]);
  });
});

describe('a link that cannot be moved', () => {
  it('stays where it is when there is no place, no right, no room, or a danger in it', async () => {
    const { person, second, there, domain } = await twoWorkspaces();
    const host = `${crypto.randomUUID()}.example`;
    const { body: link } = await person.call<WireLink>('POST', '/links', { url: `https://${host}/`, key: 'staying' });
    const refused = async (body: object) => {
      const { status, body: answer } = await move(person, link.id, body);
      return [status, answer.error?.message];
    };
    const stranger = await seedWorkspace();
    expect(await refused({ workspaceId: stranger.workspaceId })).toEqual([
      403,
      expect.stringContaining('not a member'),
    ]);
    expect(await refused({ workspaceId: person.workspaceId })).toEqual([400, expect.stringContaining('already')]);
    await there('POST', '/links', { url: 'https://acme.test', domain, key: 'staying' });
    expect(await refused({ workspaceId: second, domain })).toEqual([409, expect.stringContaining('taken')]);
    await there('DELETE', `/links/${(await there<WireLink[]>('GET', '/links')).body[0]?.id}`);

    const month = new Date().toISOString().slice(0, 'YYYY-MM'.length);
    const shard = await testEnv.CONTROL.prepare('SELECT link_shard FROM workspaces WHERE id = ?')
      .bind(second)
      .first<{ link_shard: number }>();
    const usage = shard?.link_shard === 0 ? testEnv.LINKS_0 : testEnv.LINKS_1;
    await testEnv.CONTROL.prepare("UPDATE workspaces SET plan = 'free' WHERE id = ?").bind(second).run();
    const count = (created: number) =>
      usage
        .prepare(
          'INSERT INTO link_usage (workspace_id, month, created) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET created = ?3',
        )
        .bind(second, month, created)
        .run();
    await count(1_000);
    expect(await refused({ workspaceId: second, domain })).toEqual([403, expect.stringContaining('includes 50 links')]);
    await count(0);

    const sql = "INSERT INTO hazard_hosts (host, threat, created_at) VALUES (?, 'phishing', 1)";
    await testEnv.CONTROL.prepare(sql).bind(host).run();
    expect(await refused({ workspaceId: second, domain })).toEqual([422, expect.stringContaining('is listed')]);
    expect((await person.call<WireLink>('GET', `/links/info?linkId=${link.id}`)).body.key).toBe('staying');
    expect((await there('GET', '/links/count')).body).toBe(0);
  });
});
