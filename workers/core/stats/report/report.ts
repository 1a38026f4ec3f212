/** Answers `GET /analytics/report`: any metrics by any one or two dimensions, with what is left out and what was before. */
import { requireScope } from '../../access/actor.ts';
import { refusal } from '../../error/refuse.ts';
import { askStats } from '../ask.ts';
import { VISITOR_ERROR_PERCENT } from '../answer.ts';
import type { StatsContext } from '../context.ts';
import { requireExplain } from '../explain.ts';
import { labelsFor } from '../labels.ts';
import { planStats } from '../plan.ts';
import { MAX_PAIR_ROWS } from '../render.ts';
import { shownEdges } from '../shape.ts';
import { type GroupedQuery, type Grouping, rankedDimension } from '../stats-query.ts';
import { zonedIso } from '../time/buckets.ts';
import { previousRange } from '../time/previous.ts';
import type { TimeRange } from '../time/range.ts';
import { keyOf, parseReportGrouping } from './grouping.ts';
import { type Measured, measure, type MeasuredRow, placeName } from './measure.ts';
import {
  countedFor,
  countedMetric,
  type CountedName,
  DEFAULT_METRICS,
  type MetricName,
  type Values,
  workOut,
} from './metric.ts';
import { nameRows } from './names.ts';
import type { ReportQuery } from './query.ts';
import type { Report, ReportRow } from './wire.ts';

const VISITORS_MEAN =
  'Different visitors by a keyed hash of network and browser whose key changes at midnight UTC: a person counts once per UTC day.';
/** Hours of a week. */
const SLOTS = 168;
/** Values of a pair's first dimension: beyond, a table of pairs is no report. */
const MAX_PAIR_VALUES = 100;
/** Of what is grouped by nothing. */
const NOWHERE: MeasuredRow['place'] = { bucket: 0, slot: 0, value: '', second: '' };
const NOTHING: Measured = { rows: [], exactVisitors: true, explanations: [] };

interface Asking {
  context: StatsContext;
  query: GroupedQuery;
  /** The same question about the period before. */
  previous: GroupedQuery | undefined;
  counted: CountedName[];
}

/** One part of a report, now and before. */
interface Part {
  now: Measured;
  before: Measured | undefined;
}

export async function makeReport(context: StatsContext, query: ReportQuery): Promise<Report> {
  requireScope(context.links.actor, 'analytics.read');
  requireExplain(context.links.actor, query.explain);
  const metrics = query.metrics ?? DEFAULT_METRICS;
  const asking = await read(context, query, countedFor(metrics));
  const ranked = rankedRows(asking);
  const [rows, total, other] = await Promise.all([
    ranked,
    addsUp(asking) ? ranked.then(sumOf) : ask(asking, { groupBy: { kind: 'count' } }, 'total'),
    query.other ? ranked.then(({ now }) => othersThan(asking, now)) : undefined,
  ]);
  const parts = [rows, total, ...(other ? [other] : [])];
  const measured = parts.flatMap(({ now, before }) => [now, ...(before ? [before] : [])]);
  const exact = measured.every((each) => each.exactVisitors);
  return {
    groupBy: query.groupBy,
    metrics,
    ...describe(asking),
    rows: showRows(asking, rows, metrics),
    other: other ? showOne(other, metrics) : null,
    total: showOne(total, metrics),
    ...(await nameRows(context, asking.query.groupBy, rows.now)),
    visitors: { exact, errorPercent: exact ? 0 : VISITOR_ERROR_PERCENT, means: VISITORS_MEAN },
    ...(query.explain ? { explain: measured.flatMap((each) => each.explanations) } : {}),
  };
}

async function read(context: StatsContext, query: ReportQuery, counted: CountedName[]): Promise<Asking> {
  const groupBy = parseReportGrouping(query.groupBy);
  const nowMs = context.links.now();
  // A report about classes shows all of them unless it is asked for some.
  const isOpen = isAboutClasses(groupBy) && query.classes === undefined && query.include === undefined;
  const stats = await askStats(context, isOpen ? { ...query, classes: 'all' } : query, query.event);
  const labels = await labelsFor(context.links.links, groupBy);
  const asked: GroupedQuery = { ...stats, groupBy, limit: query.limit, nowMs, ...(labels && { labels }) };
  checkSize(asked);
  if (query.compare === undefined) return { context, query: asked, previous: undefined, counted };
  if (asked.range.from === 0)
    throw refusal('compare', 'needs a range with a beginning; "all" has none before it', 'previous');
  const range = previousRange(asked.range, query.start ? undefined : query.interval, nowMs);
  return { context, query: asked, previous: { ...asked, range }, counted };
}

function isAboutClasses(groupBy: Grouping): boolean {
  const names: string[] =
    groupBy.kind === 'breakdown' ? [groupBy.name] : groupBy.kind === 'pair' ? [groupBy.first, groupBy.second] : [];
  return names.includes('classes') || names.includes('reasons');
}

/** Throws `unprocessable_entity` for a table that would be cut off. */
function checkSize(query: GroupedQuery): void {
  const { groupBy, limit = 0 } = query;
  if (groupBy.kind !== 'pair') return;
  if (limit > MAX_PAIR_VALUES)
    throw refusal('limit', `must be at most ${MAX_PAIR_VALUES} when two things are grouped by`, limit);
  const points = (planStats(query).edges?.length ?? 0) * limit;
  if (points > MAX_PAIR_ROWS)
    throw refusal(
      'limit',
      `makes ${points} points of this range; at most ${MAX_PAIR_ROWS} are answered. Lower it, or choose a larger granularity`,
      limit,
    );
}

/** Of a pair, the first dimension's largest values are found before. */
async function rankedRows(asking: Asking): Promise<Part> {
  const { query, context } = asking;
  const name = rankedDimension(query.groupBy);
  if (query.groupBy.kind !== 'pair' || name === undefined) return ask(asking, {}, 'rows');
  const top = await measure(context.runner, { ...query, groupBy: { kind: 'breakdown', name } }, [], 'largest values');
  if (top.rows.length === 0) return { now: NOTHING, before: asking.previous && NOTHING };
  return ask(asking, { only: top.rows.map((row) => row.place.value) }, 'rows');
}

/** The period before is asked about the values that are shown, not about its own largest; where there are none to wait for, at the same time. */
async function ask(asking: Asking, change: Partial<GroupedQuery>, label: string): Promise<Part> {
  const { context, query, previous, counted } = asking;
  const current = measure(context.runner, { ...query, ...change }, counted, label);
  if (!previous) return { now: await current, before: undefined };
  const isRanked = !change.only && !change.except && rankedDimension(change.groupBy ?? query.groupBy) !== undefined;
  const only = isRanked ? { only: (await current).rows.map((row) => row.place.value) } : {};
  const before = { ...previous, ...change, ...only };
  const [now, earlier] = await Promise.all([
    current,
    measure(context.runner, before, counted, `${label}, period before`),
  ]);
  return { now, before: earlier };
}

/** Whether the rows of the report are all there is of it, and each event is in one of them. A visitor may be in several. */
function addsUp({ query: { groupBy }, counted }: Asking): boolean {
  if (groupBy.kind === 'count') return true;
  const isWhole = groupBy.kind === 'timeseries' || groupBy.kind === 'heatmap';
  return isWhole && counted.every((name) => countedMetric(name).counts !== 'uniqueVisitors');
}

function sumOf({ now, before }: Part): Part {
  const sum = ({ rows, exactVisitors }: Measured): Measured => {
    const counted: MeasuredRow['counted'] = {};
    for (const row of rows)
      for (const [name, count] of Object.entries(row.counted) as [CountedName, number][])
        counted[name] = (counted[name] ?? 0) + count;
    return { rows: [{ place: NOWHERE, counted }], exactVisitors, explanations: [] };
  };
  return { now: sum(now), before: before && sum(before) };
}

function othersThan(asking: Asking, shown: Measured): Promise<Part> | undefined {
  const name = rankedDimension(asking.query.groupBy);
  if (name === undefined) return undefined;
  const except = [...new Set(shown.rows.map((row) => row.place.value))];
  return ask(asking, { groupBy: { kind: 'breakdown', name }, except }, 'other');
}

function describe({ query, previous }: Asking): Pick<Report, 'timezone' | 'granularity' | 'period' | 'previousPeriod'> {
  const period = ({ from, to }: TimeRange) => ({
    start: from === 0 ? null : zonedIso(from, query.range.zone),
    end: zonedIso(to ?? query.nowMs, query.range.zone),
  });
  return {
    timezone: query.range.zone,
    granularity: query.range.unit,
    period: period(query.range),
    previousPeriod: previous ? period(previous.range) : null,
  };
}

function showOne({ now, before }: Part, metrics: MetricName[]): { values: Values; previous: Values | null } {
  const values = (measured: Measured) => workOut(metrics, measured.rows[0]?.counted ?? {});
  return { values: values(now), previous: before ? values(before) : null };
}

function showRows({ query, previous }: Asking, { now, before }: Part, metrics: MetricName[]): ReportRow[] {
  const earlier = new Map((before?.rows ?? []).map((row) => [placeName(row.place), row]));
  const counterpart = counterpartOf(query, previous);
  return filled(query, now.rows).map(({ place, counted }) => ({
    key: keyOf(query.groupBy, place, query.range.zone),
    values: workOut(metrics, counted),
    previous: before ? workOut(metrics, earlier.get(placeName(counterpart(place)))?.counted ?? {}) : null,
  })) as ReportRow[];
}

/** The n-th bucket of now is compared with the n-th of before. */
function counterpartOf(query: GroupedQuery, previous: GroupedQuery | undefined) {
  const edges = planStats(query).edges ?? [];
  const earlier = previous ? (planStats(previous).edges ?? []) : [];
  const counterparts = new Map(edges.map((edge, index) => [edge, earlier[index] ?? -1]));
  return (place: MeasuredRow['place']) => ({ ...place, bucket: counterparts.get(place.bucket) ?? place.bucket });
}

/** Series and heat maps have a row for every bucket, also where nothing was. */
function filled(query: GroupedQuery, rows: MeasuredRow[]): MeasuredRow[] {
  const { groupBy } = query;
  const known = new Map(rows.map((row) => [placeName(row.place), row]));
  const at = (place: MeasuredRow['place']): MeasuredRow => known.get(placeName(place)) ?? { place, counted: {} };
  if (groupBy.kind === 'count') return [rows[0] ?? { place: NOWHERE, counted: {} }];
  if (groupBy.kind === 'heatmap') return Array.from({ length: SLOTS }, (_, slot) => at({ ...NOWHERE, slot }));
  if (groupBy.kind === 'breakdown' || (groupBy.kind === 'pair' && groupBy.first !== 'timeseries')) return rows;
  const buckets = new Set(rows.map((row) => row.place.bucket));
  const edges = shownEdges(planStats(query).edges ?? [], query.range.from, buckets);
  if (groupBy.kind === 'timeseries') return edges.map((bucket) => at({ ...NOWHERE, bucket }));
  const values = new Set(rows.map((row) => row.place.value));
  return [...values].flatMap((value) => edges.map((bucket) => at({ ...NOWHERE, bucket, value })));
}
