import { describe, expect, it } from 'vitest';
import { MAX_ANNOTATIONS } from '#core/annotation/annotation.ts';
import type { WireAnnotation } from '#core/annotation/wire.ts';
import { newTenant } from '../../../test/support/tenant.ts';
import { seedWorkspace, writeRows } from '../../../test/support/worker/seed.ts';
import { callAs } from '../test-client.ts';

const LAUNCH = { day: '2026-11-02', text: 'Launch' };

describe('annotations', () => {
  it('are written, listed by day, changed, moved and deleted, and the log remembers', async () => {
    const call = callAs(await seedWorkspace());
    const { status, body: launch } = await call<WireAnnotation>('POST', '/annotations', LAUNCH);
    expect([status, launch]).toEqual([201, expect.objectContaining(LAUNCH)]);
    const { body: sale } = await call<WireAnnotation>('POST', '/annotations', { day: '2026-11-20', text: ' Sale ' });
    expect(sale.text).toBe('Sale');

    const daysOf = async (query: string) =>
      (await call<WireAnnotation[]>('GET', `/annotations${query}`)).body.map(({ day }) => day);
    expect(await daysOf('')).toEqual(['2026-11-20', '2026-11-02']);
    expect(await daysOf('?from=2026-11-02&to=2026-11-19')).toEqual(['2026-11-02']);
    expect(await daysOf('?from=2026-11-21')).toEqual([]);

    const moved = await call<WireAnnotation>('PATCH', `/annotations/${launch.id}`, { day: '2026-11-21' });
    expect(moved.body).toMatchObject({ day: '2026-11-21', text: 'Launch' });
    expect((await call('DELETE', `/annotations/${sale.id}`)).status).toBe(200);
    expect((await call('DELETE', `/annotations/${sale.id}`)).status).toBe(404);
    expect(await daysOf('')).toEqual(['2026-11-21']);
  });

  it('are nobody else’s', async () => {
    const call = callAs(await seedWorkspace());
    const { body: mine } = await call<WireAnnotation>('POST', '/annotations', LAUNCH);
    const stranger = callAs(await seedWorkspace());
    expect((await stranger('GET', '/annotations')).body).toEqual([]);
    expect((await stranger('PATCH', `/annotations/${mine.id}`, { text: 'Theirs' })).status).toBe(404);
    expect((await stranger('DELETE', `/annotations/${mine.id}`)).status).toBe(404);
    expect((await call('GET', '/annotations')).body).toEqual([mine]);
  });

  it('are no more than charts have room for', async () => {
    const tenant = await seedWorkspace();
    const values = [tenant.workspaceId, MAX_ANNOTATIONS];
    const sql = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
      INSERT INTO annotations SELECT 'note_' || ?1 || i, ?1, '2026-01-01', 'x', '', 1, 1 FROM n`;
    await writeRows([{ database: 'CONTROL', sql, values }]);
    const { status, body } = await callAs(tenant)<{ error: { message: string } }>('POST', '/annotations', LAUNCH);
    expect([status, body.error.message]).toEqual([403, expect.stringContaining(String(MAX_ANNOTATIONS))]);
    expect((await callAs(await seedWorkspace(newTenant()))('POST', '/annotations', LAUNCH)).status).toBe(201);
  });

  it.each([
    [{ day: '2026-02-30', text: 'No such day' }],
    [{ day: '1999-12-31', text: 'Before all events' }],
    [{ day: '2026-11-02T00:00:00Z', text: 'A moment' }],
    [{ day: '2026-11-02', text: ' ' }],
    [{ day: '2026-11-02', text: 'x'.repeat(281) }],
    [{ text: 'No day' }],
  ])('refuse %j', async (body) => {
    expect((await callAs(await seedWorkspace())('POST', '/annotations', body)).status).toBe(422);
  });

  it('refuse days in the wrong order, and say which', async () => {
    const call = callAs(await seedWorkspace());
    const { status, body } = await call<{ error: { message: string } }>(
      'GET',
      '/annotations?from=2026-11-02&to=2026-11-01',
    );
    expect([status, body.error.message]).toEqual([422, expect.stringContaining('to')]);
  });
});
