import { describe, expect, it } from 'vitest';
import type { WireLink } from '#core/link/wire.ts';
import { QUARANTINE_MS } from '#core/link/publish.ts';
import { LINK_SHARDS } from '../../../test/support/tenant.ts';
import { claimShard } from '#core/shard/place.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { callAs } from '../test-client.ts';
import { copyOf } from './test-stores.ts';

interface Entry {
  id: string;
  action: string;
  change: { before?: object; after?: object };
}

describe('the history of a link', () => {
  it('names every change with its values, and takes one back unless the same field has changed since', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    const { body: link } = await call<WireLink>('POST', '/links', { url: 'https://one.test', key: 'h', title: 'One' });
    await call('PATCH', `/links/${link.id}`, { title: 'Two', ios: 'https://ios.test' });
    await call('PATCH', `/links/${link.id}`, { key: 'moved', password: 'secret words' });
    const history = async () => (await call<Entry[]>('GET', `/links/${link.id}/history`)).body;
    const [moved, titled, created] = await history();
    expect([moved?.action, titled?.action, created?.action]).toEqual(['link.update', 'link.update', 'link.create']);
    expect(titled?.change).toEqual({ before: { title: 'One' }, after: { title: 'Two', ios: 'https://ios.test' } });
    expect(JSON.stringify(await history())).not.toContain('pbkdf2');
    expect((await call<Entry[]>('GET', `/links/${link.id}/history?pageSize=1&before=${moved?.id}`)).body).toEqual([
      titled,
    ]);

    const undo = (id: string | undefined) => call<WireLink>('POST', `/links/${link.id}/history/${id}/undo`);
    expect((await undo(titled?.id)).body).toMatchObject({ title: 'One', ios: null, key: 'moved' });
    const again = await undo(titled?.id);
    expect([again.status, (await history()).length]).toEqual([200, 4]);
    expect((await undo(moved?.id)).body).toMatchObject({ key: 'h', password: '********' });
    expect((await copyOf(tenant.domain, 'h'))?.linkId).toBe(link.id);
    await call('PATCH', `/links/${link.id}`, { title: 'Three' });
    expect(await undo(titled?.id)).toMatchObject({ status: 409, body: { error: { message: /title/ } } });
    expect((await undo(created?.id)).status).toBe(409);
    expect((await undo('aud_0')).status).toBe(404);
  });

  it('undoes a deletion', async () => {
    const call = callAs(await seedWorkspace());
    const { body: link } = await call<WireLink>('POST', '/links', { url: 'https://one.test', key: 'd' });
    await call('DELETE', `/links/${link.id}`);
    const [deleted] = (await call<Entry[]>('GET', `/links/${link.id}/history`)).body;
    expect(deleted?.action).toBe('link.delete');
    const undone = await call<WireLink>('POST', `/links/${link.id}/history/${deleted?.id}/undo`);
    expect(undone.body).toMatchObject({ id: link.id, key: 'd' });
  });
});

describe('a deleted link', () => {
  it('leaves its name resting: nobody else can have it, its own workspace can restore it', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    const { body: link } = await call<WireLink>('POST', '/links', {
      url: 'https://one.test',
      key: 'rest',
      externalId: 'e',
      password: 'secret words',
    });
    await call('DELETE', `/links/${link.id}`);
    expect((await call('GET', '/links/deleted')).body).toMatchObject([{ id: link.id, key: 'rest' }]);
    expect((await call('GET', '/links/exists?key=rest')).body).toMatchObject({ exists: false });
    const restored = await call<WireLink>('POST', `/links/${link.id}/restore`);
    expect(restored.body).toMatchObject({ id: link.id, key: 'rest', externalId: 'e', password: '********' });
    expect((await copyOf(tenant.domain, 'rest'))?.linkId).toBe(link.id);
    expect((await call('POST', `/links/${link.id}/restore`)).status).toBe(200);
    expect((await call('GET', '/links/deleted')).body).toEqual([]);

    await call('DELETE', `/links/${link.id}`);
    await call('POST', '/links', { url: 'https://two.test', key: 'rest' });
    expect((await call('POST', `/links/${link.id}/restore`)).status).toBe(409);
    await testEnv.LINKS_0.prepare('UPDATE deleted_links SET deleted_at = ? WHERE id = ?')
      .bind(Date.now() - QUARANTINE_MS, link.id)
      .run();
    expect((await call('POST', `/links/${link.id}/restore`)).status).toBe(404);
  });
});

describe('around links', () => {
  it('duplicates are found whatever their campaign', async () => {
    const call = callAs(await seedWorkspace());
    await call('POST', '/links', { url: 'https://www.acme.test/p/?b=2&a=1#top', key: 'd1', utm_source: 'x' });
    await call('POST', '/links', { url: 'https://acme.test/p?a=1&b=3', key: 'other' });
    const find = async (url: string) =>
      (await call<WireLink[]>('GET', `/links/duplicates?url=${encodeURIComponent(url)}`)).body.map((link) => link.key);
    expect(await find('http://acme.test/p?a=1&b=2&utm_campaign=y')).toEqual(['d1']);
    expect(await find('https://acme.test/q')).toEqual([]);
    expect((await call('GET', '/links/duplicates?url=javascript:alert(1)')).status).toBe(422);
  });

  it('the manual order puts links first, in the order given', async () => {
    const call = callAs(await seedWorkspace());
    const ids: string[] = [];
    for (const key of ['a', 'b', 'c', 'd'])
      ids.push((await call<WireLink>('POST', '/links', { url: 'https://acme.test', key })).body.id);
    const keys = async () =>
      (await call<WireLink[]>('GET', '/links?sortBy=manual')).body.map((link) => link.key).join('');
    expect(await keys()).toBe('dcba');
    await call('PUT', '/links/order', { linkIds: [ids[1], ids[0]] });
    expect(await keys()).toBe('badc');
    await call('PUT', '/links/order', { linkIds: [ids[2]] });
    expect(await keys()).toBe('cdba');
    expect((await call('PUT', '/links/order', { linkIds: ['link_0'] })).status).toBe(422);
  });

  it('UTM templates fill what a new link does not say itself', async () => {
    const call = callAs(await seedWorkspace());
    const input = { name: 'Mail', utm_source: 'newsletter', utm_medium: 'email', utm_term: '' };
    const { status, body } = await call<{ id: string }>('POST', '/utm-templates', input);
    expect([status, body]).toEqual([201, expect.objectContaining({ utm_source: 'newsletter', utm_term: null })]);
    expect((await call('POST', '/utm-templates', { name: 'mail' })).status).toBe(409);
    const link = { url: 'https://acme.test/x', utmTemplateId: body.id, utm_medium: 'post' };
    expect((await call<WireLink>('POST', '/links', link)).body).toMatchObject({
      url: 'https://acme.test/x?utm_source=newsletter&utm_medium=post',
      utm_source: 'newsletter',
      utm_medium: 'post',
    });
    expect((await call('PATCH', `/utm-templates/${body.id}`, { utm_source: null })).body).toMatchObject({
      utm_source: null,
    });
    expect((await call('DELETE', `/utm-templates/${body.id}`)).status).toBe(200);
    expect((await call('POST', '/links', link)).status).toBe(422);
    expect((await call('GET', '/utm-templates')).body).toEqual([]);
  });
});

describe('comments and keys', () => {
  it('members talk about a link in threads', async () => {
    const call = callAs(await seedWorkspace());
    const { body: link } = await call<WireLink>('POST', '/links', { url: 'https://acme.test' });
    const path = `/links/${link.id}/comments`;
    const first = await call<{ id: string }>('POST', path, { body: 'Shall we?' });
    const answer = await call<{ id: string; parentId: string }>('POST', path, { body: 'Yes', parentId: first.body.id });
    const deeper = await call<{ parentId: string }>('POST', path, { body: 'Good', parentId: answer.body.id });
    expect([first.status, answer.body.parentId, deeper.body.parentId]).toEqual([201, first.body.id, first.body.id]);
    expect((await call('POST', path, { body: 'x', parentId: 'comm_0' })).status).toBe(422);
    expect((await call('POST', path, { body: ' ' })).status).toBe(422);
    expect((await call('PATCH', `${path}/${answer.body.id}`, { body: 'No' })).body).toMatchObject({ body: 'No' });
    expect((await call<unknown[]>('GET', path)).body).toHaveLength(3);
    expect((await call('DELETE', `${path}/${first.body.id}`)).status).toBe(200);
    expect((await call<unknown[]>('GET', path)).body).toEqual([]);
    expect((await call('GET', '/links/link_0/comments')).status).toBe(404);
  });

  it('a random key is found although nine in ten of its length are taken, and creating takes one as well', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    await takeMostKeys(tenant.domain, tenant.workspaceId);
    const keys = new Set<string>();
    for (let n = 0; n < 30; n++) {
      const { status, body } = await call<WireLink>('POST', '/links', { url: 'https://acme.test', keyLength: 3 });
      expect([status, body.key?.length]).toEqual([200, expect.toBeOneOf([3, 4])]);
      keys.add(body.key);
    }
    expect(keys.size).toBe(30);
    const free = (await call<{ key: string }>('GET', '/links/random?keyLength=3')).body;
    expect((await call('GET', `/links/exists?key=${free.key}`)).body).toMatchObject({ exists: false });
    expect((await call('GET', `/links/exists?key=${[...keys][0]}`)).body).toMatchObject({ exists: true });
  });
});

/** Nine of ten keys of three characters, as claims of links that are there. */
async function takeMostKeys(domain: string, workspaceId: string): Promise<void> {
  const alphabet = '256789bcdfghjkmnpqrstvwxz'.split('');
  const every = alphabet.flatMap((a) => alphabet.flatMap((b) => alphabet.map((c) => a + b + c)));
  const taken = every.filter((_, index) => index % 10 !== 0);
  for (const [shard, database] of [testEnv.LINKS_0, testEnv.LINKS_1].entries()) {
    const own = taken.filter((key) => claimShard(domain, key, LINK_SHARDS) === shard);
    await database
      .prepare(
        `INSERT INTO routes (domain, key, workspace_id, link_id, record, revision, claimed_at)
         SELECT ?1, value, ?2, 'link_' || value, '{}', 1, 0 FROM json_each(?3)`,
      )
      .bind(domain, workspaceId, JSON.stringify(own))
      .run();
  }
}
