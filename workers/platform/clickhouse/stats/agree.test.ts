/** Rollups and raw events must give the same answer to the same question, on the real engine with the real schema. */
import { createClient } from '@clickhouse/client-web';
import fc from 'fast-check';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { EVENT_CLASSES } from '#core/event/row.ts';
import { newEntityId } from '#core/id/entity-id.ts';
import { answerStats } from '#core/stats/answer.ts';
import { BREAKDOWN_NAMES, type BreakdownName } from '#core/stats/dimension.ts';
import { closeDays, type ClosingRun, type DayToClose } from '#core/rollup/close-days.ts';
import { type Plan, planFromRaw, planStats } from '#core/stats/plan.ts';
import { renderStats, tablesOf } from '#core/stats/render.ts';
import { runStats } from '#core/stats/run.ts';
import type { GroupedQuery, Grouping, StatsFilter } from '#core/stats/stats-query.ts';
import { startOfBucket } from '#core/stats/time/buckets.ts';
import { projectDatabase } from '../../../../test/support/project-database.ts';
import { clickHouseClosing } from '../close.ts';
import { openStats } from './connect.ts';
import { DAYS, knownRows, LARGE, LINKS, NOW, VALUES } from './testing/known-rows.ts';

const address = { url: inject('clickhouseUrl'), database: projectDatabase('core'), username: 'default', password: '' };
const stats = openStats(address);
const WORKSPACE = newEntityId('workspace', Date.now());
const OTHER = newEntityId('workspace', Date.now());
/** Two queries each on an engine that other test files use at the same time. */
const QUESTIONS_TIMEOUT_MS = 240_000;
const rows = knownRows(WORKSPACE, OTHER);

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
  const store = clickHouseClosing(address, LARGE);
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
    .tuple(
      fc.constantFrom<BreakdownName>('countries', 'top_urls', 'devices', 'top_base_urls', 'classes'),
      fc.constantFrom<BreakdownName>('classes', 'classes', 'top_urls', 'top_base_urls'),
    )
    .filter(([first, second]) => first !== second)
    .map(([first, second]): Grouping => ({ kind: 'pair', first, second })),
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
  // Within one link, whatever else is asked of it.
  .chain((query) =>
    fc.constantFrom(undefined, undefined, ...LINKS).map((link) => (link === undefined ? query : within(query, link))),
  )
  .chain((query) => choice.map((chosen) => ({ ...query, ...chosen })))
  .chain((query) =>
    fc.constantFrom({}, {}, { visitors: false as const }).map((visitors) => ({ ...query, ...visitors })),
  )
  .chain((query) =>
    fc
      .option(fc.subarray([...EVENT_CLASSES], { minLength: 1 }), { nil: undefined })
      .map((classes) => (classes ? { ...query, classes } : query)),
  );

function within(query: GroupedQuery, link: string): GroupedQuery {
  return { ...query, filters: [...query.filters, { name: 'linkId', values: [link], not: false }] };
}

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

/** Since the quarter began: a total, or countries within one link. */
async function planOfQuarter(link?: string): Promise<Plan> {
  const range = { from: Date.UTC(2026, 9, 1), zone: 'UTC', unit: 'day' as const };
  const about = { workspaceId: WORKSPACE, types: ['click' as const], filters: [], range, nowMs: NOW };
  const total: GroupedQuery = { ...about, groupBy: { kind: 'count' } };
  const countries: GroupedQuery = { ...about, groupBy: { kind: 'breakdown', name: 'countries' } };
  return (await answerStats(stats, planStats(link === undefined ? total : within(countries, link)))).plan;
}

/** Days of October that are read as they come in. */
async function openDays(link: string): Promise<number[]> {
  const { source } = await planOfQuarter(link);
  if (source.table === 'raw') return [];
  return source.pieces.days.flatMap(({ from, to }) => {
    const first = new Date(from).getUTCDate();
    const days = Math.ceil((Math.min(to, NOW) - from) / 86_400_000);
    return Array.from({ length: days }, (_, after) => first + after);
  });
}

describe('the planner, when every day is closed', () => {
  beforeAll(() => close(() => true));

  it(
    'agrees with raw events, and takes the current quarter up to today',
    { timeout: QUESTIONS_TIMEOUT_MS },
    async () => {
      const { source, query } = await planOfQuarter();
      expect(tablesOf(source, query)).toBe('closed_per_quarter_v1 + dimensions_per_day_v1 + raw_events_v1');
      expect(await Promise.all(LINKS.map(openDays))).toEqual([
        [22, 27],
        [22, 23, 25, 27],
        [22, 23, 24, 25, 26, 27],
      ]);
      await expectAgreement(60);
    },
  );

  it('does not take it when a clock that goes ahead has closed today', { timeout: QUESTIONS_TIMEOUT_MS }, async () => {
    await close(() => true, NOW + 86_400_000);
    const { source, query } = await planOfQuarter();
    expect(tablesOf(source, query)).not.toContain('closed_per_quarter_v1');
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
