/** What ClickHouse holds, counted in every table that is supposed to agree. */
import { type ClickHouseConfig, runStatement } from '#platform/clickhouse/client.ts';

/** Events per table; `distinct` are the different event ids in raw. */
export interface StoredCounts {
  raw: number;
  distinct: number;
  eventsPerHour: number;
  eventsPerDay: number;
  dimensionsPerHour: number;
  dimensionsPerDay: number;
}

const COUNTS = `SELECT
  (SELECT count() FROM raw_events_v1) AS raw,
  (SELECT uniqExact(event_id) FROM raw_events_v1) AS distinct,
  (SELECT sum(events) FROM events_per_hour_v1) AS eventsPerHour,
  (SELECT sum(events) FROM events_per_day_v1) AS eventsPerDay,
  (SELECT sum(events) FROM dimensions_per_hour_v1 WHERE dimension = 'all') AS dimensionsPerHour,
  (SELECT sum(events) FROM dimensions_per_day_v1 WHERE dimension = 'all') AS dimensionsPerDay
FORMAT JSONEachRow`;

export async function storedIn(config: ClickHouseConfig): Promise<StoredCounts> {
  const text = await runStatement(config, {
    query: COUNTS,
    settings: { output_format_json_quote_64bit_integers: '0' },
    timeoutMs: 10_000,
  });
  return JSON.parse(text) as StoredCounts;
}

/** The only raw row, all columns; 64-bit integers as text. */
storedIn.row = async (config: ClickHouseConfig): Promise<Record<string, unknown>> => {
  const settings = { output_format_json_quote_64bit_integers: '1' };
  const text = await runStatement(config, {
    query: 'SELECT * FROM raw_events_v1 FORMAT JSONEachRow',
    settings,
    timeoutMs: 10_000,
  });
  return JSON.parse(text) as Record<string, unknown>;
};

/** All tables agree on `events`. */
export function everywhere(events: number): StoredCounts {
  return {
    raw: events,
    distinct: events,
    eventsPerHour: events,
    eventsPerDay: events,
    dimensionsPerHour: events,
    dimensionsPerDay: events,
  };
}
