import { describe, expect, it } from 'vitest';
import { signUnsubscribe } from '#core/schedule/unsubscribe.ts';
import type { SentReport, WireSchedule } from '#core/schedule/wire.ts';
import { linkIn, mailsTo, mailTo } from '#test/worker/mail.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { callAs, fetchApi } from '../test-client.ts';

const { SEAL_SECRET: secret } = testEnv as unknown as { SEAL_SECRET: string };
const newAddress = (): string => `${crypto.randomUUID()}@people.test`;
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
    const entries = async () => {
      const log = await call<{ action: string; actor: object; target: string }[]>('GET', '/audit-log');
      return log.body.filter(({ action }) => action === 'schedule.unsubscribe');
    };
    expect(await entries()).toEqual([]);
    for (let times = 0; times < 2; times++) {
      const done = await post(token);
      expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('Week')]);
      expect(await unsubscribed()).toEqual(['grace@example.com']);
    }
    expect(await entries()).toMatchObject([{ actor: { type: 'system', id: 'unsubscribe' }, target: body.id }]);
    const after = await fetchApi(`/reports/unsubscribe?token=${token}`);
    expect(await after.text()).not.toContain('<form');
    await call('DELETE', `/schedules/${body.id}`);
    expect([(await post(token)).status, (await fetchApi(`/reports/unsubscribe?token=${token}`)).status]).toEqual([
      200, 200,
    ]);
  });

  it('can be ended by mail programs that send a form of parts, and never by a link that programs follow', async () => {
    const call = callAs(await seedWorkspace());
    const { body } = await call<WireSchedule>('POST', '/schedules', REPORT);
    const token = await signUnsubscribe(secret, body.id, 'grace@example.com');
    const unsubscribed = async () => (await call<WireSchedule[]>('GET', '/schedules')).body[0]?.unsubscribed;
    for (const method of ['GET', 'HEAD']) await fetchApi(`/reports/unsubscribe?token=${token}`, { method });
    expect(await unsubscribed()).toEqual([]);
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    const done = await fetchApi(`/reports/unsubscribe?token=${token}`, { method: 'POST', body: form });
    expect([done.status, await unsubscribed()]).toEqual([200, ['grace@example.com']]);
  });
});

describe('a report sent at once', () => {
  it('goes to those who still want it, also while it is paused', async () => {
    const [grace, ada] = [newAddress(), newAddress()];
    const call = callAs(await seedWorkspace());
    const { body } = await call<WireSchedule>('POST', '/schedules', {
      ...REPORT,
      paused: true,
      recipients: [grace, ada],
    });
    const sent = await call<SentReport>('POST', `/schedules/${body.id}/send`);
    expect([sent.status, sent.body.recipients]).toEqual([200, [grace, ada]]);
    expect(Date.parse(sent.body.period.end) - Date.parse(sent.body.period.start)).toBe(7 * 86_400_000);
    const mail = await mailTo(grace, 'Week');
    expect(mail.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    await fetchApi(`/reports/unsubscribe${linkIn(mail).search}`, { method: 'POST' });
    expect((await call<SentReport>('POST', `/schedules/${body.id}/send`)).body.recipients).toEqual([ada]);
    await eventually(async () => expect(await mailsTo(ada)).toHaveLength(2));
    expect(await mailsTo(grace)).toHaveLength(1);
    await fetchApi(`/reports/unsubscribe${linkIn((await mailsTo(ada))[0]!).search}`, { method: 'POST' });
    const nobody = await call<{ error: { message: string } }>('POST', `/schedules/${body.id}/send`);
    expect([nobody.status, nobody.body.error.message]).toEqual([422, expect.stringContaining('has unsubscribed')]);
    expect((await call<WireSchedule[]>('GET', '/schedules')).body[0]).toMatchObject({ paused: true, nextAt: null });
    const log = await call<{ action: string }[]>('GET', '/audit-log');
    expect(log.body.filter(({ action }) => action === 'schedule.send')).toHaveLength(2);
  });

  it('is not sent without end', async () => {
    const call = callAs(await seedWorkspace());
    const { body } = await call<WireSchedule>('POST', '/schedules', { ...REPORT, recipients: [newAddress()] });
    const statuses: number[] = [];
    for (let times = 0; times < 12; times++) statuses.push((await call('POST', `/schedules/${body.id}/send`)).status);
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(10);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('reports by mail, between people', () => {
  it('show what their last editor may see, once somebody widens them', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    const { body } = await call<WireSchedule>('POST', '/schedules', REPORT);
    const eyes = () =>
      testEnv.CONTROL.prepare('SELECT sees_all FROM report_schedules WHERE id = ?').bind(body.id).first('sees_all');
    expect(await eyes()).toBe(1);
    await testEnv.CONTROL.prepare("UPDATE members SET role = 'editor' WHERE workspace_id = ?")
      .bind(tenant.workspaceId)
      .run();
    await call('PATCH', `/schedules/${body.id}`, { paused: true, recipients: REPORT.recipients });
    expect(await eyes()).toBe(1);
    await call('PATCH', `/schedules/${body.id}`, { recipients: [...REPORT.recipients, newAddress()] });
    expect(await eyes()).toBe(0);
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
    expect((await stranger('POST', `/schedules/${body.id}/send`)).status).toBe(404);
  });
});
