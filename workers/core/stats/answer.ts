/** Runs a plan. Visitors of one day come out exactly, also where the sketch of a rollup would not be. */
import type { Plan } from './plan.ts';
import { renderStats, type Statement } from './render.ts';
import { type MetricsRow, type QueryCost, readMetrics, type StatsRunner } from './run.ts';
import type { TimeRange } from './time/range.ts';

/**
 * Up to here the sketch (uniqCombined64) holds the visitors themselves: it is exact. Checked on the engine: it is until 4 096.
 * Beyond, its standard error is 1.04 / √2¹⁷ = 0.3 %.
 */
export const EXACT_VISITORS = 4_000;
export const VISITOR_ERROR_PERCENT = 0.3;
/** The longest local day, and the 24h preset, which begins with a whole hour. */
const ONE_DAY_MS = 25 * 3_600_000;

export interface Answer {
  rows: MetricsRow[];
  /** The plan that was followed. */
  plan: Plan;
  statement: Statement;
  cost: QueryCost;
  /** No visitor count in `rows` is an estimate. */
  exactVisitors: boolean;
}

export async function answerStats(runner: StatsRunner, plan: Plan): Promise<Answer> {
  const isDay = withinDay(plan.query.range, plan.query.nowMs);
  const answer = await follow(runner, plan, isDay);
  if (answer.exactVisitors || !isDay || plan.source.table === 'raw') return answer;
  const why = 'More visitors within one day than the rollup counts exactly: raw events do.';
  const exact = await follow(runner, { ...plan, source: { table: 'raw' }, why }, true);
  return { ...exact, cost: sumCosts([answer.cost, exact.cost]) };
}

async function follow(runner: StatsRunner, plan: Plan, isDay: boolean): Promise<Answer> {
  const statement = renderStats(plan, isDay);
  const { rows: read, cost } = await runner.measure(statement);
  const rows = readMetrics(read);
  const isSmall = rows.every(({ metrics }) => metrics.uniqueVisitors <= EXACT_VISITORS);
  return { rows, plan, statement, cost, exactVisitors: isSmall || (isDay && plan.source.table === 'raw') };
}

function withinDay({ from, to }: TimeRange, nowMs: number): boolean {
  return (to ?? nowMs) - from <= ONE_DAY_MS;
}

export function sumCosts(costs: QueryCost[]): QueryCost {
  const sum = (read: (cost: QueryCost) => number) => costs.reduce((total, cost) => total + read(cost), 0);
  return {
    rowsRead: sum((cost) => cost.rowsRead),
    bytesRead: sum((cost) => cost.bytesRead),
    elapsedMs: Math.round(sum((cost) => cost.elapsedMs) * 10) / 10,
  };
}
