/** Step 4: runs a statement and reads its rows. 64-bit counts arrive as text and leave as exact numbers. */
import type { Statement } from './render.ts';
import type { Metrics } from './wire.ts';

/** What a statement has cost the store. */
export interface QueryCost {
  rowsRead: number;
  bytesRead: number;
  elapsedMs: number;
}

/** What the analytical store must do. Rows are JSON objects as the store sends them. */
export interface StatsRunner {
  query(statement: Statement): Promise<Record<string, unknown>[]>;
  /** The same, with what it has cost. @param signal ends the statement in the store when it is aborted. */
  measure(statement: Statement, signal?: AbortSignal): Promise<{ rows: Record<string, unknown>[]; cost: QueryCost }>;
}

export interface MetricsRow {
  /** Present for breakdowns and pairs. */
  value: string;
  /** Of the second dimension; present for pairs of dimensions. */
  second: string;
  /** Unix milliseconds; present for time series. */
  bucket: number;
  /** Hour of the week from Monday 00:00, 0 to 167; present for heat maps. */
  slot: number;
  metrics: Metrics;
}

export async function runStats(runner: StatsRunner, statement: Statement): Promise<MetricsRow[]> {
  return readMetrics(await runner.query(statement));
}

export function readMetrics(rows: Record<string, unknown>[]): MetricsRow[] {
  return rows.map((row) => ({
    value: typeof row['shown'] === 'string' ? row['shown'] : '',
    second: typeof row['shown_within'] === 'string' ? row['shown_within'] : '',
    slot: readCount(row['slot'] ?? 0),
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
