/** Rollups and raw events must give the same answer to the same question, on the real engine with the real schema. */
import { createClient } from '@clickhouse/client-web';
import fc from 'fast-check';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { clickHouseTime, EVENT_CLASSES, type EventRow } from '#core/event/row.ts';
import { newEntityId } from '#core/id/entity-id.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import { answerStats } from '#core/stats/answer.ts';
import { BREAKDOWN_NAMES, type BreakdownName } from '#core/stats/dimension.ts';
import { closeDays, type ClosingRun, type DayToClose } from '#core/rollup/close-days.ts';
import { planFromRaw, planStats } from '#core/stats/plan.ts';
import { renderStats, tablesOf } from '#core/stats/render.ts';
import { runStats } from '#core/stats/run.ts';
import type { GroupedQuery, Grouping, StatsFilter } from '#core/stats/stats-query.ts';
import { startOfBucket } from '#core/stats/time/buckets.ts';
import { projectDatabase } from '../../../../test/support/project-database.ts';
import { clickHouseClosing } from '../close.ts';
import { openStats } from './connect.ts';

const address = { url: inject('clickhouseUrl'), database: projectDatabase('core'), username: 'default', password: '' };
const stats = openStats(address);
const WORKSPACE = newEntityId('workspace', Date.now());
const OTHER = newEntityId('workspace', Date.now());
const NOW = Date.UTC(2026, 9, 27, 15, 20);
const DAYS = 5;
/** Two queries each on an engine that other test files use at the same time. */
const QUESTIONS_TIMEOUT_MS = 240_000;
const LINKS = ['link_A', 'link_B', 'link_C'];
const VALUES = {
  country: ['DE', 'US', ''],
  device: ['Desktop', 'Mobile'],
  browser: ['Chrome', 'Safari'],
  referer: ['(direct)', 'news.test'],
  utm_source: ['', 'x', 'y'],
  trigger: ['link', 'qr'],
};

const pick = <Value>(from: readonly Value[], seed: number): Value => from[seed % from.length] as Value;

/** A small known world: every combination appears, some rows twice under one event id. */
function makeRows(): Partial<EventRow>[] {
  const rows: Partial<EventRow>[] = [];
  for (let n = 0; n < 1_200; n++) {
    const ts = NOW - ((n * 7_919_000) % (DAYS * 86_400_000));
    rows.push({
      workspace_id: n % 17 === 0 ? OTHER : WORKSPACE,
      type: n % 23 === 0 ? 'lead' : n % 29 === 0 ? 'sale' : 'click',
      sale_amount: n % 29 === 0 && n % 23 !== 0 ? n : 0,
      link_id: pick(LINKS, n),
      ts: clickHouseTime(ts),
      event_id: uuidv7(ts),
      received_at: clickHouseTime(ts),
      class: pick(EVENT_CLASSES, n % 5 === 0 ? n : 0),
      domain: pick(['a.test', 'b.test'], n),
      key: n % 11 === 0 ? '_root' : `k${n % 3}`,
      url: `https://acme.test/${n % 4}?q=${n % 2}`,
      visitor_id: String(n % 9 === 0 ? 0 : 1 + (n % 137)),
      trigger: pick(VALUES.trigger, n >> 2),
      continent: pick(['EU', 'NA', ''], n),
      country: pick(VALUES.country, n),
      region: pick(['BE', 'CA', ''], n),
      city: pick(['Bern', 'Los-Angeles', ''], n),
      device: pick(VALUES.device, n >> 1),
      browser: pick(VALUES.browser, n >> 3),
      os: pick(['iOS', 'Windows'], n >> 1),
      language: pick(['de', ''], n),
      referer: pick(VALUES.referer, n >> 2),
      referer_url: n % 2 ? '' : 'https://news.test/1',
      source: pick(['Direct', 'Google'], n >> 1),
      os_version: pick(['', '17', '11'], n),
      browser_version: pick(['', '130'], n >> 1),
      rule: pick(['', 'geo'], n >> 1),
      variant: pick(['', 'a', 'b'], n >> 2),
      reason: n % 7 === 0 ? 'repeat' : '',
      channel: pick(['Direct', 'Referral'], n),
      utm_source: pick(VALUES.utm_source, n),
    });
  }
  return rows;
}

const rows = makeRows();

beforeAll(async () => {
  const client = createClient(address);
  await client.insert({ table: 'raw_events_v1', values: rows, format: 'JSONEachRow' });
  // Two days stay open.
  const open = new Set(['2026-10-23', '2026-10-25']);
  await close(({ day }) => !open.has(day));
  await client.close();
});

/** Closes days of this file's workspaces alone: other files use the database, too. */
async function close(which: (day: DayToClose) => boolean, now = NOW): Promise<ClosingRun> {
  const store = clickHouseClosing(address);
  const mine = async (before: string, limit: number) =>
    (await store.daysToClose(before, limit)).filter(
      (day) => [WORKSPACE, OTHER].includes(day.workspaceId) && which(day),
    );
  return closeDays(
    { ...store, daysToClose: mine },
    () => now,
    (day, error) => {
      throw new Error(`${day.day} was not closed`, { cause: error });
    },
  );
}

const filter: fc.Arbitrary<StatsFilter> = fc.oneof(
  fc.record({
    name: fc.constant('linkId' as const),
    values: fc.subarray([...LINKS, 'link_X'], { minLength: 1 }),
    not: fc.boolean(),
  }),
  fc.record({
    name: fc.constantFrom(
      'referer' as const,
      'url' as const,
      'country' as const,
      'refererUrl' as const,
      'reason' as const,
    ),
    values: fc.subarray(['NEWS', 'd', '/1?q', 'zz'], { minLength: 1 }),
    not: fc.boolean(),
    contains: fc.constant(true as const),
  }),
  ...(Object.keys(VALUES) as (keyof typeof VALUES)[]).map((name) => {
    const fold = name !== 'referer' && name !== 'utm_source';
    const values = VALUES[name].map((value) => (fold ? value.toLowerCase() : value));
    return fc.record({ name: fc.constant(name), values: fc.subarray(values, { minLength: 1 }), not: fc.boolean() });
  }),
);

const anyRange = fc
  .record({
    zone: fc.constantFrom('UTC', 'UTC', 'Europe/Zurich', 'America/New_York', 'Asia/Kolkata', 'Asia/Kathmandu'),
    unit: fc.constantFrom('hour', 'day', 'week', 'month'),
    daysBack: fc.integer({ min: 0, max: DAYS + 1 }),
    hoursAhead: fc.constantFrom(undefined, undefined, 5, 24, 48),
    odd: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  })
  .map(({ zone, unit, daysBack, hoursAhead, odd }) => {
    const from = startOfBucket(NOW - daysBack * 86_400_000, unit, zone) + (odd ? 61_000 : 0);
    return { zone, unit, from, ...(hoursAhead === undefined ? {} : { to: from + hoursAhead * 3_600_000 }) };
  });

const grouping: fc.Arbitrary<Grouping> = fc.oneof(
  fc.constant<Grouping>({ kind: 'count' }),
  fc.constant<Grouping>({ kind: 'timeseries' }),
  fc.constant<Grouping>({ kind: 'heatmap' }),
  fc.constantFrom<BreakdownName>(...BREAKDOWN_NAMES).map((name): Grouping => ({ kind: 'breakdown', name })),
  fc
    .constantFrom<BreakdownName>(
      'countries',
      'top_links',
      'top_base_urls',
      'classes',
      'cities',
      'os_versions',
      'top_link_tags',
    )
    .map((second): Grouping => ({ kind: 'pair', first: 'timeseries', second })),
  fc
    .constantFrom<BreakdownName>('countries', 'top_urls', 'devices')
    .map((first): Grouping => ({ kind: 'pair', first, second: 'classes' })),
);

/** What links carry: one label, two of them, none. */
const LABELS = { links: ['link_A', 'link_B'], values: ['label_1', 'label_1,label_2'] };

/** Only some values of what is ranked, or all but these. */
const choice = fc.constantFrom<Pick<GroupedQuery, 'only' | 'except'>>(
  {},
  {},
  { only: ['DE', 'link_A', 'Mobile', 'https://acme.test/1', 'label_1', 'iOS 17'] },
  { except: ['DE', 'link_A', 'Mobile', 'human', 'label_2', 'iOS 17'] },
);

const question: fc.Arbitrary<GroupedQuery> = fc
  .record({
    workspaceId: fc.constant(WORKSPACE),
    types: fc.constantFrom<GroupedQuery['types']>(['click'], ['lead'], ['click', 'lead', 'sale']),
    range: anyRange,
    filters: fc.uniqueArray(filter, { maxLength: 2, selector: (each) => each.name }),
    groupBy: grouping,
    nowMs: fc.constant(NOW),
    labels: fc.constant(LABELS),
  })
  .chain((query) => choice.map((chosen) => ({ ...query, ...chosen })))
  .chain((query) =>
    fc.constantFrom({}, {}, { visitors: false as const }).map((visitors) => ({ ...query, ...visitors })),
  )
  .chain((query) =>
    fc
      .option(fc.subarray([...EVENT_CLASSES], { minLength: 1 }), { nil: undefined })
      .map((classes) => (classes ? { ...query, classes } : query)),
  );

/** The same rows from a rollup as from raw events, for any question. */
async function expectAgreement(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(question, fc.boolean(), async (query, asIfOpen) => {
      const plan = planStats(query);
      fc.pre(plan.source.table !== 'raw');
      const [planned, fromRaw] = await Promise.all([
        asIfOpen ? runStats(stats, renderStats(plan)) : answerStats(stats, plan).then(({ rows: read }) => read),
        runStats(stats, renderStats(planFromRaw(query))),
      ]);
      expect(planned).toEqual(fromRaw);
    }),
    { numRuns },
  );
}

describe('the planner', () => {
  it('agrees with raw events on any question while days are open', { timeout: QUESTIONS_TIMEOUT_MS }, () =>
    expectAgreement(80),
  );

  it.each<[string, Grouping, number, string]>([
    ['days of a half-hour zone', { kind: 'timeseries' }, NOW - 4 * 86_400_000, 'Asia/Kolkata'],
    ['a total from an odd minute', { kind: 'count' }, NOW - 3 * 86_400_000 + 61_234, 'UTC'],
    ['a breakdown from an odd minute', { kind: 'breakdown', name: 'countries' }, NOW - 3 * 86_400_000 + 61_234, 'UTC'],
  ])('reads only the cut hours of %s from raw events', async (_what, groupBy, moment, zone) => {
    const from = groupBy.kind === 'timeseries' ? startOfBucket(moment, 'day', zone) : moment;
    const range = { from, to: from + 3 * 86_400_000, zone, unit: 'day' as const };
    const plan = planStats({ workspaceId: WORKSPACE, types: ['click'], filters: [], range, groupBy, nowMs: NOW });
    expect(plan.source).toMatchObject({ table: 'rollup', cut: expect.arrayContaining([expect.any(Number)]) });
    const fromRaw = await runStats(stats, renderStats(planFromRaw(plan.query)));
    expect((await answerStats(stats, plan)).rows).toEqual(fromRaw);
    expect(fromRaw.length).toBeGreaterThan(0);
  });
});

/** Of a total since the quarter began. */
async function tablesOfQuarter(): Promise<string> {
  const range = { from: Date.UTC(2026, 9, 1), zone: 'UTC', unit: 'day' as const };
  const about = { workspaceId: WORKSPACE, types: ['click' as const], filters: [], range, nowMs: NOW };
  const query: GroupedQuery = { ...about, groupBy: { kind: 'count' } };
  const { plan } = await answerStats(stats, planStats(query));
  return tablesOf(plan.source, plan.query);
}

describe('the planner, when every day is closed', () => {
  beforeAll(() => close(() => true));

  it(
    'agrees with raw events, and takes the current quarter up to today',
    { timeout: QUESTIONS_TIMEOUT_MS },
    async () => {
      expect(await tablesOfQuarter()).toBe('closed_per_quarter_v1 + dimensions_per_day_v1 + raw_events_v1');
      await expectAgreement(60);
    },
  );

  it('does not take it when a clock that goes ahead has closed today', { timeout: QUESTIONS_TIMEOUT_MS }, async () => {
    await close(() => true, NOW + 86_400_000);
    expect(await tablesOfQuarter()).not.toContain('closed_per_quarter_v1');
    await expectAgreement(20);
  });
});

describe('an answer', () => {
  it('is what plain arithmetic over the rows gives', async () => {
    const expected = new Map<string, { clicks: number; visitors: Set<string> }>();
    for (const row of rows) {
      if (row.workspace_id !== WORKSPACE || row.type !== 'click' || row.class !== 'human') continue;
      const entry = expected.get(row.country ?? '') ?? { clicks: 0, visitors: new Set() };
      entry.clicks++;
      // Once per UTC day.
      if (row.visitor_id !== '0') entry.visitors.add(`${row.ts?.slice(0, 10)} ${row.visitor_id}`);
      expected.set(row.country ?? '', entry);
    }
    const query: GroupedQuery = {
      workspaceId: WORKSPACE,
      types: ['click'],
      classes: ['human'],
      range: { from: 0, zone: 'UTC', unit: 'month' },
      filters: [],
      groupBy: { kind: 'breakdown', name: 'countries' },
      nowMs: NOW,
    };
    const answer = await runStats(stats, renderStats(planStats(query)));
    expect(new Map(answer.map((row) => [row.value, [row.metrics.clicks, row.metrics.uniqueVisitors]]))).toEqual(
      new Map([...expected].map(([country, { clicks, visitors }]) => [country, [clicks, visitors.size]])),
    );
  });

  it('never mixes in another workspace', async () => {
    const none: GroupedQuery = {
      workspaceId: 'ws_none',
      types: ['click'],
      range: { from: 0, zone: 'UTC', unit: 'month' },
      filters: [],
      groupBy: { kind: 'count' },
      nowMs: NOW,
    };
    expect((await runStats(stats, renderStats(planStats(none))))[0]?.metrics.clicks ?? 0).toBe(0);
  });
});
