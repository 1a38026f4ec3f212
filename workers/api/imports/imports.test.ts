import { describe, expect, it } from 'vitest';
import type { WireImport } from '#core/import/wire.ts';
import type { WireLink } from '#core/link/wire.ts';
import { seedLink, seedWorkspace } from '../../../test/support/worker/seed.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { pending, routeOf } from '../links/test-stores.ts';
import { callAs, type Call } from '../test-client.ts';
import { errorsOf, runWhole, settled, upload } from './test-imports.ts';

const linksOf = async (call: Call) => (await call<WireLink[]>('GET', '/links?pageSize=100')).body;

describe('an import of CSV', () => {
  it('makes links by the rules of links, and tells by line what it refuses', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    await seedLink(tenant, { key: 'taken', url: 'https://other.com/' });
    const file = [
      'Destination;Slug;Tags;Title;Created at',
      'https://acme.com/a;one;"red, blue";"A title',
      'in two lines";2024-01-02T03:04:05Z',
      'javascript:alert(1);two;;;',
      'https://acme.com/c;taken;;;',
      '',
      'https://acme.com/d;;;;',
      'https://acme.com/e;one;;;',
      ';four;;;',
    ].join('\r\n');
    const done = await runWhole(tenant, { format: 'csv' }, file);
    expect(done).toMatchObject({ state: 'done', lines: 6, created: 2, unchanged: 0, refused: 4, progress: 1 });
    const links = await linksOf(call);
    expect(links.find((link) => link.key === 'one')).toMatchObject({
      url: 'https://acme.com/a',
      title: 'A title\r\nin two lines',
      createdAt: '2024-01-02T03:04:05.000Z',
      tags: [{ name: 'red' }, { name: 'blue' }],
      userId: tenant.userId,
    });
    expect(links.find((link) => link.url === 'https://acme.com/d')?.key).toMatch(/^[0-9a-z]{7}$/);
    const lines = (await errorsOf(tenant, done.id)).trimEnd().split('\r\n');
    expect(lines).toEqual([
      'line,reason,content',
      expect.stringMatching(/^4,"url: must be an http.*javascript/),
      expect.stringMatching(/^5,"key: ""taken"" leads to https:\/\/other.com\/ already/),
      expect.stringMatching(/^8,"key: stands twice in this file/),
      expect.stringMatching(/^9,url: is required/),
    ]);
  });

  it('leaves nothing half done: the edge has the record, no copy is pending, history says who', async () => {
    const tenant = await seedWorkspace();
    await runWhole(tenant, { format: 'csv' }, 'url,key\nhttps://acme.com/,made');
    const [link] = await linksOf(callAs(tenant));
    expect(await routeOf(tenant.domain, 'made')).toMatchObject({
      link_id: link?.id,
      revision: 1,
      record: { url: 'https://acme.com/' },
    });
    expect(await pending(tenant)).toBe(0);
    const { body } = await callAs(tenant)<Record<string, unknown>[]>('GET', `/links/${link?.id}/history`);
    expect(JSON.stringify(body)).toContain('link.create');
  });
});

describe('a file', () => {
  it('brought twice changes nothing the second time', async () => {
    const tenant = await seedWorkspace();
    const file =
      'url,key,externalId,clicks,createdAt\nhttps://acme.com/,made,x1,3,2026-08-01\nhttps://acme.com/b,b,,0,';
    const first = await runWhole(tenant, { format: 'csv' }, file);
    expect(first).toMatchObject({ created: 2, clicks: 3 });
    expect(await runWhole(tenant, { format: 'csv' }, file.replace(',x1,', ',,'))).toMatchObject({
      created: 0,
      unchanged: 2,
      refused: 0,
      clicks: 0,
    });
    const { body: usage } = await callAs(tenant)<{ links: { used: number } }>('GET', '/usage');
    expect(usage.links.used).toBe(2);
  });

  it('goes to the domain that is named for the old one, and is refused without a place', async () => {
    const tenant = await seedWorkspace();
    const file = 'Short link,url\nhttps://bit.ly/x,https://acme.com/\nhttps://else.where/y,https://acme.com/';
    const done = await runWhole(tenant, { format: 'bitly', domains: { 'bit.ly': tenant.domain } }, file);
    expect(done).toMatchObject({ created: 1, refused: 1 });
    expect(await errorsOf(tenant, done.id)).toMatch(/^3,"domain: is not a domain of this workspace.*else\.where/m);
    expect((await linksOf(callAs(tenant))).map(({ key }) => key)).toEqual(['x']);
  });
});

describe('a dry run', () => {
  it('judges every line, writes nothing, and can be started afterwards', async () => {
    const tenant = await seedWorkspace();
    await seedLink(tenant, { key: 'taken', url: 'https://other.com/' });
    const file = 'url,key,tags\nhttps://acme.com/,one,new\nhttps://acme.com/,taken,\nnonsense,x,';
    const checked = await runWhole(tenant, { format: 'csv', dryRun: true }, file);
    expect(checked).toMatchObject({ state: 'checked', created: 1, refused: 2 });
    expect(await linksOf(callAs(tenant))).toHaveLength(1);
    expect((await callAs(tenant)<unknown[]>('GET', '/tags')).body).toHaveLength(0);
    expect((await errorsOf(tenant, checked.id)).split('\r\n')).toHaveLength(4);
    await callAs(tenant)('POST', `/imports/${checked.id}/start`);
    expect(await settled(tenant, checked.id)).toMatchObject({ state: 'done', created: 1, refused: 2, dryRun: false });
    expect(await linksOf(callAs(tenant))).toHaveLength(2);
  });
});

describe('steering', () => {
  it('cannot be done out of turn, nor by somebody else', async () => {
    const [tenant, other] = [await seedWorkspace(), await seedWorkspace()];
    const { body } = await callAs(tenant)<WireImport>('POST', '/imports', { format: 'csv' });
    expect(body.state).toBe('waiting');
    expect((await callAs(tenant)('POST', `/imports/${body.id}/pause`)).status).toBe(409);
    expect((await callAs(other)('POST', `/imports/${body.id}/cancel`)).status).toBe(404);
    expect((await callAs(other)('GET', `/imports/${body.id}/errors`)).status).toBe(404);
    expect((await upload(other, body.id, 'url\nhttps://acme.com/')).status).toBe(404);
    expect((await callAs(tenant)<WireImport>('POST', `/imports/${body.id}/cancel`)).body.state).toBe('canceled');
    expect((await upload(tenant, body.id, 'url\nhttps://acme.com/')).status).toBe(409);
  });

  it('of a file that is none says why', async () => {
    const tenant = await seedWorkspace();
    const failed = await runWhole(tenant, { format: 'sink' }, '{"version":"1.0","links":7}\n\n{');
    expect(failed.state === 'failed' || failed.refused > 0).toBe(true);
    expect(await runWhole(tenant, { format: 'csv' }, 'a\0b')).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('UTF-8'),
    });
  });

  it('is bounded: imports that are not over are counted', async () => {
    const tenant = await seedWorkspace();
    const open = () => callAs(tenant)('POST', '/imports', { format: 'csv' });
    for (let index = 0; index < 3; index++) expect((await open()).status).toBe(200);
    expect((await open()).status).toBe(409);
  });
});

describe('the plan', () => {
  it('has room for so many links, whatever their dates', async () => {
    const tenant = await seedWorkspace({ plan: 'free' });
    const lines = Array.from({ length: 60 }, (_, index) => `https://acme.com/${index},k${index},2024-01-01`);
    const done = await runWhole(tenant, { format: 'csv' }, ['url,key,createdAt', ...lines].join('\n'));
    expect(done).toMatchObject({ created: 50, refused: 10 });
    expect(await errorsOf(tenant, done.id)).toContain('includes 50 links per month');
    const shard = tenant.linkShard === 0 ? testEnv.LINKS_0 : testEnv.LINKS_1;
    expect(
      await shard.prepare('SELECT count(*) AS n FROM links WHERE workspace_id = ?').bind(tenant.workspaceId).first('n'),
    ).toBe(50);
  });
});
