import { env as bindings } from 'cloudflare:workers';
import { createClient } from '@clickhouse/client-web';
import { expect, it } from 'vitest';
import type { EventRow } from '#core/event/row.ts';
import { clickHouseTime } from '#core/event/row.ts';
import { newEntityId } from '#core/id/entity-id.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import type { Schedule } from '#core/schedule/schedule.ts';
import { unsubscribe } from '#core/schedule/unsubscribe.ts';
import { D1DueSchedules } from '#platform/d1/control/schedules.ts';
import { reportSchedules } from '#platform/d1/schema/reports.ts';
import { NO_LOG } from '#platform/log/log.ts';
import { sendUnsent } from '#platform/mail/unsent.ts';
import { linkIn, mailsTo } from '#test/worker/mail.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { drizzle } from 'drizzle-orm/d1';
import { readEnv } from '../env.ts';
import { sendReports } from './send-reports.ts';

const config = readEnv(bindings as unknown as PipelineEnv);
const { control, mail } = config;
const DUE = Date.parse('2026-11-21T07:00:00Z');
const address = (): string => `${crypto.randomUUID()}@people.test`;

/** A link with two clicks on the day before, one on the day before that, and one after midnight, by the clocks of Zurich. */
async function seedReport(changes: Partial<Schedule> = {}) {
  const tenant = await seedWorkspace();
  const linkId = await seedLink(tenant, { key: 'spring', url: 'https://acme.test/' });
  const click = (at: string, country: string): Partial<EventRow> => ({
    workspace_id: tenant.workspaceId,
    type: 'click',
    link_id: linkId,
    ts: clickHouseTime(Date.parse(at)),
    event_id: uuidv7(Date.parse(at)),
    class: 'human',
    domain: tenant.domain,
    key: 'spring',
    visitor_id: '1',
    country,
    referer: 'news.test',
  });
  const client = createClient({ url: config.clickhouse.url, database: config.clickhouse.database });
  const values = [
    click('2026-11-19T12:00:00Z', 'FR'),
    click('2026-11-19T23:30:00Z', 'DE'),
    click('2026-11-20T22:30:00Z', 'CH'),
    click('2026-11-20T23:30:00Z', 'AT'),
  ];
  await client.insert({ table: 'raw_events_v1', values, format: 'JSONEachRow' });
  await client.close();
  const schedule: Schedule = {
    id: newEntityId('schedule', Date.now()),
    workspaceId: tenant.workspaceId,
    name: 'Spring <b>sale</b>',
    cadence: 'daily',
    hour: 8,
    zone: 'Europe/Zurich',
    recipients: [address()],
    unsubscribed: [],
    filters: {},
    paused: false,
    nextAt: DUE,
    createdBy: tenant.userId,
    seesAll: true,
    createdAt: 1,
    updatedAt: 1,
    ...changes,
  };
  await drizzle(control).insert(reportSchedules).values(schedule);
  const [to = ''] = schedule.recipients;
  return { schedule, to, tenant };
}

const send = (at: number) => sendReports(config, NO_LOG, () => at);
const deliver = (at: number) => sendUnsent(control, mail, NO_LOG, at);

it('tells the day before by the zone’s clock, as text and as HTML, beside the day before that', async () => {
  const { to, tenant } = await seedReport();
  await send(DUE + 60_000);
  await deliver(DUE + 60_000);
  const [sent] = await mailsTo(to);
  expect(sent?.subject).toContain('2 clicks on 2026-11-20');
  expect(sent?.text).toMatch(/Clicks +2 +1 +\+100 %/);
  expect(sent?.text).toContain(`${tenant.domain}/spring`);
  for (const country of ['DE', 'CH']) expect(sent?.text).toMatch(new RegExp(`^${country} +1 +0$`, 'm'));
  expect(sent?.text).not.toMatch(/^AT /m);
  expect(sent?.html).toContain('&lt;b&gt;sale');
});

it('can be ended from its last line, and by the one click of mail programs', async () => {
  const { to } = await seedReport();
  await send(DUE);
  await deliver(DUE);
  const [sent] = await mailsTo(to);
  const url = linkIn(sent!).href;
  expect(sent?.headers).toEqual({
    'List-Unsubscribe': `<${url}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  });
  expect(sent?.html).toContain(`href="${url}"`);
});

it('is sent once for each period, however often and at once the job runs, and whatever it missed', async () => {
  const { to } = await seedReport();
  await Promise.all([send(DUE), send(DUE), send(DUE)]);
  await deliver(DUE);
  await send(DUE + 3_600_000);
  await deliver(DUE + 3_600_000);
  expect(await mailsTo(to)).toHaveLength(1);
  const dayLater = DUE + 24 * 3_600_000;
  await send(dayLater);
  await deliver(dayLater);
  expect((await mailsTo(to)).map(({ subject }) => /on (\S+)/.exec(subject)?.[1])).toEqual(['2026-11-21', '2026-11-20']);
  const weekLater = DUE + 7 * 24 * 3_600_000 + 5_000;
  await send(weekLater);
  await deliver(weekLater);
  expect(await mailsTo(to)).toHaveLength(3);
});

it('is not sent while it is paused, nor to who unsubscribed, which needs the mail’s own token', async () => {
  const paused = await seedReport({ paused: true });
  const [leaving, staying] = [address(), address()];
  const { schedule } = await seedReport({ recipients: [leaving, staying] });
  await send(DUE);
  await deliver(DUE);
  const [sent] = await mailsTo(leaving);
  const token = linkIn(sent!).searchParams.get('token') ?? '';
  const schedules = new D1DueSchedules(control);
  const stop = (text: string) => unsubscribe(schedules, config.sealSecret, text, { requestId: 'x', nowMs: DUE });
  await expect(stop(`${token.slice(0, -2)}xx`)).rejects.toThrow(/not whole/);
  for (let times = 0; times < 2; times++)
    expect(await stop(token)).toMatchObject({ address: leaving, isOn: false, report: { name: schedule.name } });
  const dayLater = DUE + 24 * 3_600_000;
  await send(dayLater);
  await deliver(dayLater);
  expect([await mailsTo(leaving), await mailsTo(staying), await mailsTo(paused.to)].map((all) => all.length)).toEqual([
    1, 2, 0,
  ]);
});
