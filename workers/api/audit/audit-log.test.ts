import { describe, expect, it } from 'vitest';
import type { WireAuditEntry } from '#core/audit/wire.ts';
import { testEnv } from '#test/worker/env.ts';
import { seedWorkspace } from '#test/worker/seed.ts';
import { callAs } from '../test-client.ts';

async function workspace() {
  const tenant = await seedWorkspace();
  const call = callAs(tenant);
  const log = async (query = '') => (await call<WireAuditEntry[]>('GET', `/audit-log${query}`)).body;
  return { tenant, call, log };
}

describe('the audit log', () => {
  it('tells who did what, with what changed, from where, and by which request', async () => {
    const { tenant, call, log } = await workspace();
    const from = { 'cf-connecting-ip': '203.0.113.7' };
    const made = await call<{ id: string; shortLink: string }>(
      'POST',
      '/links',
      { url: 'https://a.test', password: 'hush hush' },
      from,
    );
    const changed = await call('PATCH', `/links/${made.body.id}`, { url: 'https://b.test' }, from);
    const [update, create] = await log();
    expect(update).toMatchObject({
      actor: { type: 'token', id: tenant.tokenId, name: 'Test token' },
      action: 'link.update',
      target: made.body.id,
      targetName: made.body.shortLink.replace(/^https?:\/\//, ''),
      before: { url: 'https://a.test' },
      after: { url: 'https://b.test' },
      requestId: changed.headers.get('x-request-id'),
    });
    expect(update?.ipHash).toMatch(/^[0-9a-f]{16}$/);
    expect(create?.ipHash).toBe(update?.ipHash);
    expect(JSON.stringify([update, create])).not.toMatch(/hush|203\.0\.113/);
  });

  it('is one list over links and everything else, paged without gaps or repeats', async () => {
    const { call, log } = await workspace();
    for (let n = 0; n < 4; n++) {
      await call('POST', '/links', { url: `https://a.test/${n}` });
      await call('POST', '/tokens', { name: `t${n}`, scopes: ['links.read'] });
    }
    const all = await log();
    expect(all.map(({ action }) => action)).toEqual([0, 1, 2, 3].flatMap(() => ['token.create', 'link.create']));
    const paged: WireAuditEntry[] = [];
    for (
      let page = await log('?pageSize=3');
      page.length > 0;
      page = await log(`?pageSize=3&startingAfter=${page.at(-1)?.id}`)
    )
      paged.push(...page);
    expect(paged).toEqual(all);
  });

  it('is searched by actor, action, target and time', async () => {
    const { tenant, call, log } = await workspace();
    const { body: link } = await call<{ id: string }>('POST', '/links', { url: 'https://a.test' });
    const { body: token } = await call<{ id: string }>('POST', '/tokens', { name: 't', scopes: ['links.read'] });
    await call('DELETE', `/links/${link.id}`);
    const actions = async (query: string) => (await log(query)).map(({ action }) => action);
    expect(await actions('?action=link.*')).toEqual(['link.delete', 'link.create']);
    expect(await actions('?action=link.create')).toEqual(['link.create']);
    expect(await actions(`?target=${token.id}`)).toEqual(['token.create']);
    expect(await actions(`?actor=${tenant.tokenId}`)).toHaveLength(3);
    expect(await actions(`?actor=user:${tenant.userId}`)).toEqual([]);
    expect(await actions(`?end=2020-01-01`)).toEqual([]);
    expect(await actions(`?start=2020-01-01`)).toHaveLength(3);
    expect((await call('GET', '/audit-log?start=yesterday')).status).toBe(422);
    expect((await call('GET', '/audit-log?startingAfter=nonsense')).status).toBe(422);
  });
});

describe('the audit log, looked through and taken along', () => {
  it('tells what one request did, and what came from one address', async () => {
    const { call, log } = await workspace();
    const [here, there] = ['203.0.113.7', '203.0.113.8'].map((address) => ({ 'cf-connecting-ip': address }));
    const links = ['https://a.test', 'https://b.test'].map((url) => ({ url }));
    const bulk = await call('POST', '/links/bulk', links, here);
    await call('POST', '/links', { url: 'https://c.test' }, here);
    await call('POST', '/tags', { name: 'x' }, there);
    const requestId = bulk.headers.get('x-request-id');
    expect((await log(`?requestId=${requestId}`)).map(({ action }) => action)).toEqual(['link.create', 'link.create']);
    const ipHash = (await log('?action=link.*'))[0]?.ipHash;
    expect(await log(`?ipHash=${ipHash}`)).toHaveLength(3);
    expect(await log(`?ipHash=${ipHash}&requestId=${requestId}`)).toHaveLength(2);
    expect(await log('?requestId=nothing-like-it')).toEqual([]);
  });

  it('is downloaded as a table that no spreadsheet takes for formulas, or as JSON', async () => {
    const { tenant, call, log } = await workspace();
    await testEnv.CONTROL.prepare('UPDATE tokens SET name = ? WHERE id = ?').bind('=cmd|"x"!A1', tenant.tokenId).run();
    for (let n = 0; n < 3; n++) await call('POST', '/links', { url: `https://a.test/${n}` });
    const csv = await call<string>('GET', '/audit-log/export');
    expect(csv.headers.get('content-disposition')).toMatch(/audit-log-\d{4}-\d\d-\d\d\.csv/);
    const lines = csv.body.trimEnd().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(`,"'=cmd|""x""!A1",link.create,`);
    const json = await call<WireAuditEntry[]>('GET', '/audit-log/export?format=json&action=link.create');
    expect(json.body).toEqual(await log('?action=link.create'));
  });

  it('is for owners and admins', async () => {
    for (const role of ['editor', 'viewer', 'billing'] as const)
      expect((await callAs(await seedWorkspace({ role }))('GET', '/audit-log')).status).toBe(403);
  });
});
