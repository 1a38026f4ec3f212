/** Step 4: runs a statement and reads its rows. 64-bit counts arrive as text and leave as exact numbers. */
import type { Statement } from './render.ts';
import type { Metrics } from './wire.ts';

/** What the analytical store must do. Rows are JSON objects as the store sends them. */
export interface StatsRunner {
  query(statement: Statement): Promise<Record<string, unknown>[]>;
}

export interface MetricsRow {
  /** Present for breakdowns. */
  value: string;
  /** Unix milliseconds; present for time series. */
  bucket: number;
  metrics: Metrics;
}

export async function runStats(runner: StatsRunner, statement: Statement): Promise<MetricsRow[]> {
  const rows = await runner.query(statement);
  return rows.map((row) => ({
    value: typeof row['value'] === 'string' ? row['value'] : '',
    bucket: readCount(row['bucket'] ?? 0) * 1_000,
    metrics: {
      clicks: readCount(row['clicks']),
      leads: readCount(row['leads']),
      sales: readCount(row['sales']),
      saleAmount: readCount(row['sale_total']),
      uniqueVisitors: readCount(row['unique_visitors']),
    },
  }));
}

/** Throws when a count does not fit a number exactly: a wrong number is worse than none. */
export function readCount(value: unknown): number {
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number))
    throw new Error(`Not an exact count: ${String(value)}`);
  return number;
}
