import { describe, expect, it } from 'vitest';
import type { WireLink } from '#core/link/wire.ts';
import type { WireTag } from '#core/tag/wire.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { callAs } from '../test-client.ts';

describe('tags', () => {
  it('are created, listed, found, renamed and deleted', async () => {
    const call = callAs(await seedWorkspace());
    const spring = await call<WireTag>('POST', '/tags', { name: 'Spring', color: 'green' });
    expect(spring).toMatchObject({ status: 201, body: { name: 'Spring', color: 'green' } });
    const autumn = await call<WireTag>('POST', '/tags', { tag: 'Autumn' });
    expect(['red', 'yellow', 'green', 'blue', 'purple', 'brown', 'gray', 'pink']).toContain(autumn.body.color);
    expect((await call('POST', '/tags', { name: ' spring ' })).status).toBe(409);
    expect((await call('POST', '/tags', {})).status).toBe(422);
    expect((await call('POST', '/tags', { name: 'x'.repeat(51) })).status).toBe(422);
    expect((await call('POST', '/tags', { name: 'x', color: 'mauve' })).status).toBe(422);

    const names = async (query: string) => (await call<WireTag[]>('GET', `/tags?${query}`)).body.map((tag) => tag.name);
    expect(await names('')).toEqual(['Autumn', 'Spring']);
    expect(await names('sortBy=createdAt&sortOrder=desc&pageSize=1')).toEqual(['Autumn']);
    expect(await names('search=PRI')).toEqual(['Spring']);
    expect(await names(`ids=${spring.body.id}&ids=tag_unknown`)).toEqual(['Spring']);
    expect(await names('page=2&pageSize=1')).toEqual(['Spring']);

    expect((await call('PATCH', `/tags/${spring.body.id}`, { name: 'AUTUMN' })).status).toBe(409);
    const renamed = await call<WireTag>('PATCH', `/tags/${spring.body.id}`, { name: 'SPRING', color: 'pink' });
    expect(renamed.body).toEqual({ id: spring.body.id, name: 'SPRING', color: 'pink' });
    expect((await call('DELETE', `/tags/${spring.body.id}`)).body).toEqual({ id: spring.body.id });
    expect((await call('DELETE', `/tags/${spring.body.id}`)).status).toBe(404);
    expect((await call('POST', '/tags', { name: 'Spring' })).status).toBe(201);
  });

  it('go on links by id or by name, show there, narrow lists and counts, and come off when deleted', async () => {
    const call = callAs(await seedWorkspace());
    const made = async (name: string) => (await call<WireTag>('POST', '/tags', { name })).body;
    const [a, b] = [await made('Alpha'), await made('Beta')];
    const both = await call<WireLink>('POST', '/links', { url: 'https://a.test', key: 'both', tagIds: [b.id, a.id] });
    expect(both.body).toMatchObject({ tags: [b, a], tagId: b.id });
    const one = await call<WireLink>('POST', '/links', { url: 'https://b.test', key: 'one', tagNames: 'alpha' });
    expect(one.body.tags).toEqual([a]);
    await call('POST', '/links', { url: 'https://c.test', key: 'none' });
    for (const wrong of [{ tagIds: ['tag_1'] }, { tagNames: ['Gamma'] }])
      expect((await call('POST', '/links', { url: 'https://d.test', ...wrong })).status).toBe(422);

    const keys = async (query: string) =>
      (await call<WireLink[]>('GET', `/links?${query}`)).body.map((link) => link.key);
    expect(await keys(`tagIds=${a.id},${b.id}`)).toEqual(['one', 'both']);
    expect(await keys('tagNames=BETA,unknown')).toEqual(['both']);
    expect(await keys('tagNames=unknown')).toEqual([]);
    expect(await keys('search=alph')).toEqual(['one', 'both']);
    expect((await call('GET', `/links/count?tagId=${a.id}`)).body).toBe(2);
    expect((await call('GET', '/links/count?groupBy=tagId')).body).toEqual([
      { tagId: a.id, _count: 2 },
      { tagId: b.id, _count: 1 },
    ]);

    await call('PATCH', `/tags/${a.id}`, { name: 'Omega' });
    expect(await keys('search=omega')).toEqual(['one', 'both']);
    await call('DELETE', `/tags/${a.id}`);
    expect(await keys(`tagIds=${a.id}`)).toEqual([]);
    expect((await call<WireLink>('GET', `/links/info?linkId=${both.body.id}`)).body.tags).toEqual([b]);
    expect((await call<WireLink>('PATCH', `/links/${both.body.id}`, { tagIds: [] })).body.tags).toEqual([]);
    expect((await call('GET', '/links/count?groupBy=tagId')).body).toEqual([]);
  });
});
