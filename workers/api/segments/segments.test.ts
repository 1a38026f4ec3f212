import { describe, expect, it } from 'vitest';
import type { WireSegment } from '#core/segment/wire.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { seedClicks } from '../analytics/test-clicks.ts';
import { callAs } from '../test-client.ts';

describe('segments', () => {
  it('are saved, applied to reports and events, changed and deleted', async () => {
    const { call } = await seedClicks();
    const filters = { country: 'CH,DE', device: '~desk' };
    const { status, body: segment } = await call<WireSegment>('POST', '/segments', { name: 'Nearby', filters });
    expect([status, segment.filters]).toEqual([201, filters]);
    expect((await call('POST', '/segments', { name: 'Nearby', filters })).status).toBe(409);
    expect((await call('GET', '/segments')).body).toEqual([segment]);

    const count = async (query: string) =>
      (await call<{ clicks: number }>('GET', `/analytics?interval=24h&segmentId=${segment.id}${query}`)).body.clicks;
    expect(await count('')).toBe(2);
    expect(await count('&country=DE')).toBe(1);
    expect((await call<unknown[]>('GET', `/events?interval=24h&segmentId=${segment.id}`)).body).toHaveLength(2);
    const report = await call<{ total: { values: object } }>(
      'GET',
      `/analytics/report?segmentId=${segment.id}&metrics=clicks`,
    );
    expect(report.body.total.values).toEqual({ clicks: 2 });

    await call('PATCH', `/segments/${segment.id}`, { filters: { include: 'bot', trigger: 'link' } });
    expect(await count('')).toBe(4);
    expect((await call('GET', `/analytics?segmentId=${segment.id}&classes=bot`)).status).toBe(422);
    expect((await call('DELETE', `/segments/${segment.id}`)).status).toBe(200);
    expect((await call('GET', `/analytics?segmentId=${segment.id}`)).status).toBe(404);
  });

  it('are nobody else’s', async () => {
    const { call } = await seedClicks();
    const { body: segment } = await call<WireSegment>('POST', '/segments', {
      name: 'Ours',
      filters: { country: 'CH' },
    });
    const stranger = callAs(await seedWorkspace());
    expect((await stranger('GET', '/segments')).body).toEqual([]);
    for (const [method, path] of [
      ['PATCH', `/segments/${segment.id}`],
      ['DELETE', `/segments/${segment.id}`],
      ['GET', `/analytics?segmentId=${segment.id}`],
    ] as const)
      expect((await stranger(method, path, method === 'PATCH' ? { name: 'Theirs' } : undefined)).status).toBe(404);
    expect((await call('GET', '/segments')).body).toEqual([segment]);
  });

  it.each([[{}], [{ nonsense: 'x' }], [{ country: '' }], [{ country: 7 }]])(
    'refuse the filters %j',
    async (filters) => {
      const call = callAs(await seedWorkspace());
      expect((await call('POST', '/segments', { name: 'Odd', filters })).status).toBe(422);
    },
  );
});
