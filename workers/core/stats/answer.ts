/** Runs a plan, once it is known which of its days are closed. */
import { renderOpenDays } from './open-days.ts';
import { type Plan, planStats } from './plan.ts';
import { renderStats, type Statement } from './render.ts';
import { type MetricsRow, type QueryCost, readCount, readMetrics, type StatsRunner } from './run.ts';

/**
 * Up to here the sketch (uniqCombined64) holds the visitors themselves: it is exact. Checked on the engine: it is until 4 096.
 * Beyond, its standard error is 1.04 / √2¹⁷ = 0.3 %.
 */
export const EXACT_VISITORS = 4_000;
export const VISITOR_ERROR_PERCENT = 0.3;

export interface Answer {
  rows: MetricsRow[];
  /** The plan that was followed. */
  plan: Plan;
  statement: Statement;
  cost: QueryCost;
  /** No visitor count in `rows` is an estimate. */
  exactVisitors: boolean;
}

export async function answerStats(runner: StatsRunner, planned: Plan): Promise<Answer> {
  const { plan, cost: looked } = await withClosedDays(runner, planned);
  const statement = renderStats(plan);
  const { rows: read, cost } = await runner.measure(statement);
  const rows = readMetrics(read);
  const isSmall = rows.every(({ metrics }) => metrics.uniqueVisitors <= EXACT_VISITORS);
  return { rows, plan, statement, cost: sumCosts([...looked, cost]), exactVisitors: plan.exact || isSmall };
}

/** A day that is closed between the two statements is only read the longer way. */
async function withClosedDays(runner: StatsRunner, plan: Plan): Promise<{ plan: Plan; cost: QueryCost[] }> {
  const statement = renderOpenDays(plan);
  if (statement === undefined) return { plan, cost: [] };
  const { rows, cost } = await runner.measure(statement);
  const open = new Set(rows.map((row) => readCount(row['open_day']) * 1_000));
  return { plan: planStats(plan.query, open), cost: [cost] };
}

export function sumCosts(costs: QueryCost[]): QueryCost {
  const sum = (read: (cost: QueryCost) => number) => costs.reduce((total, cost) => total + read(cost), 0);
  return {
    rowsRead: sum((cost) => cost.rowsRead),
    bytesRead: sum((cost) => cost.bytesRead),
    elapsedMs: Math.round(sum((cost) => cost.elapsedMs) * 10) / 10,
  };
}
