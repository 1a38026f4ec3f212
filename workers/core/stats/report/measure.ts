/** Counts everything that a set of metrics needs, row by row, for one question. */
import { type Answer, answerStats } from '../answer.ts';
import { type Explanation, explainAnswer } from '../explain.ts';
import { planFromRaw, planStats } from '../plan.ts';
import { conditionsOn, groupColumns, groupNames, RAW } from '../reading.ts';
import type { Statement } from '../render.ts';
import { type MetricsRow, readMetrics, type StatsRunner } from '../run.ts';
import { type GroupedQuery, rankedDimension } from '../stats-query.ts';
import { type CountedName, countedMetric } from './metric.ts';

export interface MeasuredRow {
  place: Pick<MetricsRow, 'bucket' | 'slot' | 'value' | 'second'>;
  counted: Partial<Record<CountedName, number>>;
}

export interface Measured {
  /** In the order of the report's own question. */
  rows: MeasuredRow[];
  exactVisitors: boolean;
  explanations: Explanation[];
}

/** @param label names the question in explanations. */
export async function measure(
  runner: StatsRunner,
  query: GroupedQuery,
  names: CountedName[],
  label: string,
): Promise<Measured> {
  const plan = planStats(names.includes('uniqueVisitors') ? query : { ...query, visitors: false });
  if (query.nothing || plan.edges?.length === 0) return { rows: [], exactVisitors: true, explanations: [] };
  const main = await answerStats(runner, plan);
  const isMain = (name: CountedName) => !countedMetric(name).asks && !countedMetric(name).returning;
  const narrowed = narrowTo(query, main.rows);
  const others = await Promise.all(
    names.filter((name) => !isMain(name)).map(async (name) => ({ name, ...(await askFor(runner, narrowed, name)) })),
  );
  const rows = new Map<string, MeasuredRow>();
  add(rows, main.rows, names.filter(isMain));
  for (const other of others) add(rows, other.rows, [other.name]);
  return {
    rows: [...rows.values()],
    exactVisitors: main.exactVisitors,
    explanations: [
      explainAnswer(label, main),
      ...others.flatMap(({ name, answer }) => (answer ? [explainAnswer(`${label}: ${name}`, answer)] : [])),
    ],
  };
}

/** Further questions are about the values that the first one found. */
function narrowTo(query: GroupedQuery, rows: MetricsRow[]): GroupedQuery {
  if (query.except || rankedDimension(query.groupBy) === undefined) return query;
  return { ...query, only: [...new Set(rows.map((row) => row.value))] };
}

async function askFor(
  runner: StatsRunner,
  query: GroupedQuery,
  name: CountedName,
): Promise<{ rows: MetricsRow[]; answer?: Answer }> {
  const metric = countedMetric(name);
  if (metric.returning) return { rows: readMetrics(await runner.query(renderReturning(query))) };
  const answer = await answerStats(runner, planStats({ ...(metric.asks?.(query) ?? query), visitors: false }));
  return { rows: answer.rows, answer };
}

/** Visitors with more than one event in the row, as `unique_visitors`. */
function renderReturning(query: GroupedQuery): Statement {
  const plan = planFromRaw(query);
  const params: Record<string, unknown> = { workspace: query.workspaceId };
  const names = groupNames(plan);
  const grouped = names.length === 0 ? '' : `\nGROUP BY ${names.join(', ')}`;
  const sql = `SELECT ${[...names, '0 AS clicks, 0 AS leads, 0 AS sales, 0 AS sale_total, countIf(hits > 1) AS unique_visitors'].join(', ')}
FROM (
  SELECT ${[...groupColumns(plan, RAW, params), 'visitor_id', 'count() AS hits'].join(', ')}
  FROM raw_events_v1 FINAL
  WHERE ${[...conditionsOn(plan, RAW, params), 'visitor_id != 0'].join('\n    AND ')}
  GROUP BY ${[...names, 'visitor_id', "toDate(ts, 'UTC')"].join(', ')}
)${grouped}`;
  return { sql, params };
}

function add(rows: Map<string, MeasuredRow>, answer: MetricsRow[], names: CountedName[]): void {
  for (const { metrics, ...place } of answer) {
    const name = placeName(place);
    const row = rows.get(name) ?? { place, counted: {} };
    for (const each of names) row.counted[each] = metrics[countedMetric(each).counts];
    rows.set(name, row);
  }
}

/** The same for the same row of any two answers. */
export function placeName({ bucket, slot, value, second }: MeasuredRow['place']): string {
  return JSON.stringify([bucket, slot, value, second]);
}
