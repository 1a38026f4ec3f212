import { describe, expect, it } from 'vitest';
import { signUnsubscribe } from '#core/schedule/unsubscribe.ts';
import type { WireSchedule } from '#core/schedule/wire.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { callAs, fetchApi } from '../test-client.ts';

const REPORT = { name: 'Week', cadence: 'weekly', timezone: 'Europe/Berlin', recipients: ['Grace@Example.com'] };

describe('reports by mail', () => {
  it('are made, paused, changed and ended', async () => {
    const call = callAs(await seedWorkspace());
    const { status, body } = await call<WireSchedule>('POST', '/schedules', { ...REPORT, filters: { country: 'DE' } });
    expect([status, body.recipients, body.hour, body.paused]).toEqual([201, ['grace@example.com'], 8, false]);
    expect(new Date(body.nextAt ?? 0).getTime()).toBeGreaterThan(Date.now());
    const paused = await call<WireSchedule>('PATCH', `/schedules/${body.id}`, {
      paused: true,
      hour: 17,
      filters: null,
    });
    expect(paused.body).toMatchObject({ paused: true, nextAt: null, hour: 17, filters: {}, name: 'Week' });
    expect((await call('GET', '/schedules')).body).toEqual([paused.body]);
    expect((await call('DELETE', `/schedules/${body.id}`)).status).toBe(200);
    expect((await call('DELETE', `/schedules/${body.id}`)).status).toBe(404);
  });

  it('can be stopped by who gets them, without signing in, and by nobody else', async () => {
    const call = callAs(await seedWorkspace());
    const { body } = await call<WireSchedule>('POST', '/schedules', REPORT);
    const secret = (testEnv as unknown as { SEAL_SECRET: string }).SEAL_SECRET;
    const token = await signUnsubscribe(secret, body.id, 'grace@example.com');
    const page = await fetchApi(`/reports/unsubscribe?token=${token}`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const unsubscribed = async () => (await call<WireSchedule[]>('GET', '/schedules')).body[0]?.unsubscribed;
    expect(await unsubscribed()).toEqual([]);
    const post = (text: string) =>
      fetchApi(`/reports/unsubscribe?token=${text}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      });
    expect((await post(`${token}x`)).status).toBe(404);
    const done = await post(token);
    expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('Week')]);
    expect(await unsubscribed()).toEqual(['grace@example.com']);
  });

  it.each([
    [{ cadence: 'hourly' }],
    [{ hour: 24 }],
    [{ timezone: 'Nowhere' }],
    [{ recipients: [] }],
    [{ recipients: ['nobody'] }],
    [{ filters: { nonsense: 'x' } }],
  ])('refuse %j', async (odd) => {
    const call = callAs(await seedWorkspace());
    expect((await call('POST', '/schedules', { ...REPORT, ...odd })).status).toBe(422);
  });

  it('are nobody else’s', async () => {
    const call = callAs(await seedWorkspace());
    const { body } = await call<WireSchedule>('POST', '/schedules', REPORT);
    const stranger = callAs(await seedWorkspace());
    expect((await stranger('GET', '/schedules')).body).toEqual([]);
    expect((await stranger('PATCH', `/schedules/${body.id}`, { paused: true })).status).toBe(404);
    expect((await stranger('DELETE', `/schedules/${body.id}`)).status).toBe(404);
  });
});
