import { describe, expect, it } from 'vitest';
import type { WireLink } from '#core/link/wire.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { callAs } from '../test-client.ts';

describe('GET /links', () => {
  it('pages by number and by cursor over the same order', async () => {
    const call = callAs(await seedWorkspace());
    const made: string[] = [];
    for (let n = 0; n < 7; n++)
      made.unshift((await call<WireLink>('POST', '/links', { url: `https://acme.test/${n}`, key: `k${n}` })).body.id);
    const ids = async (query: string) => (await call<WireLink[]>('GET', `/links?${query}`)).body.map((link) => link.id);
    expect(await ids('')).toEqual(made);
    expect([
      ...(await ids('page=1&pageSize=3')),
      ...(await ids('page=2&pageSize=3')),
      ...(await ids('page=3&pageSize=3')),
    ]).toEqual(made);
    expect(await ids(`startingAfter=${made[2]}&pageSize=3`)).toEqual(made.slice(3, 6));
    expect(await ids(`endingBefore=${made[5]}&pageSize=3`)).toEqual(made.slice(2, 5));
    expect(await ids('sortOrder=asc&pageSize=2')).toEqual(made.toReversed().slice(0, 2));
    expect((await call<number>('GET', '/links/count')).body).toBe(7);
    expect((await call('GET', '/links/count?groupBy=domain')).body).toEqual([
      { domain: expect.any(String), _count: 7 },
    ]);
  });

  it('filters, and an unknown filter value matches nothing', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    await call('POST', '/links', {
      url: 'https://acme.test/Äpfel',
      key: 'one',
      title: 'Spring SALE',
      comments: 'Kein Ärger',
      tenantId: 't1',
    });
    await call('POST', '/links', { url: 'https://acme.test/2', key: 'two', archived: true });
    const keys = async (query: string) =>
      (await call<WireLink[]>('GET', `/links?${query}`)).body.map((link) => link.key);
    expect(await keys('')).toEqual(['one']);
    expect(await keys('showArchived=true')).toEqual(['two', 'one']);
    expect(await keys('search=spring+sale')).toEqual(['one']);
    expect(await keys('search=Ärger')).toEqual(['one']);
    expect(await keys(`search=${'x'.repeat(120)}`)).toEqual([]);
    expect(await keys('search=%25')).toEqual([]);
    expect(await keys('tenantId=t1')).toEqual(['one']);
    for (const query of ['tagIds=tag_1', 'tagNames=x', 'folderId=fold_1', 'domain=other.test', 'userId=user_0'])
      expect(await keys(query)).toEqual([]);
    expect(await keys('folderId=unsorted')).toEqual(['one']);
    expect((await call('GET', '/links?pageSize=101')).status).toBe(422);
    expect((await call('GET', '/links?page=0')).status).toBe(422);
  });
});
