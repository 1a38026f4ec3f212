/** The audit's port on ClickHouse: the same days counted in every table that is supposed to agree. */
import { type StoredDay } from '#core/proof/audit-days.ts';
import type { ProofStore, Suspects } from '#core/proof/audit-workspace.ts';
import { type ClickHouseConfig, runStatement } from './client.ts';

const TIMEOUT_MS = 30_000;
const LIMITS = {
  readonly: '2',
  max_execution_time: '25',
  max_memory_usage: '2000000000',
  output_format_json_quote_64bit_integers: '0',
};
/** Names in one alert; whoever looks into it starts with the first. */
const MAX_SUSPECT_BATCHES = 20;

const WITHIN = (column: string): string =>
  `workspace_id = {workspace:String} AND ${column} >= {from:Date} AND ${column} < {to:Date} + 1`;

function summed(column: string, table: string, time: string, more = ''): string {
  const day = time === 'day' ? 'day' : `toDate(hour, 'UTC')`;
  return `SELECT ${day} AS d, '${column}' AS part, toInt64(sum(events)) AS n FROM ${table} WHERE ${WITHIN(time)} ${more} GROUP BY d`;
}

const ALL = `AND dimension = 'all'`;
const STORED_BY_DAY = `SELECT toString(d) AS day, sumIf(n, part = 'raw') AS raw, sumIf(n, part = 'hourly') AS hourly,
  sumIf(n, part = 'daily') AS daily, sumIf(n, part = 'hd') AS hourlyDimensions, sumIf(n, part = 'dd') AS dailyDimensions
FROM (
  SELECT toDate(ts, 'UTC') AS d, 'raw' AS part, toInt64(uniqExact(event_id)) AS n FROM raw_events_v1
  WHERE workspace_id = {workspace:String} AND ts >= toDateTime64({from:Date}, 3, 'UTC') AND ts < toDateTime64({to:Date} + 1, 3, 'UTC') GROUP BY d
  UNION ALL ${summed('hourly', 'events_per_hour_v1', 'hour')}
  UNION ALL ${summed('daily', 'events_per_day_v1', 'day')}
  UNION ALL ${summed('hd', 'dimensions_per_hour_v1', 'hour', ALL)}
  UNION ALL ${summed('dd', 'dimensions_per_day_v1', 'day', ALL)}
) GROUP BY d FORMAT JSONEachRow`;

const RAW_DAY = `FROM raw_events_v1 WHERE workspace_id = {workspace:String}
  AND ts >= toDateTime64({day:Date}, 3, 'UTC') AND ts < toDateTime64({day:Date} + 1, 3, 'UTC')`;
const ROLLED_DAY = `workspace_id = {workspace:String} AND toDate(hour, 'UTC') = {day:Date}`;

const WRONG_HOURS = `SELECT h FROM (
  SELECT toStartOfHour(toDateTime(ts, 'UTC')) AS h, toInt64(uniqExact(event_id)) AS n, 0 AS part ${RAW_DAY} GROUP BY h
  UNION ALL SELECT hour AS h, toInt64(sum(events)) AS n, 1 AS part FROM events_per_hour_v1 WHERE ${ROLLED_DAY} GROUP BY h
  UNION ALL SELECT hour AS h, toInt64(sum(events)) AS n, 2 AS part FROM dimensions_per_hour_v1 WHERE ${ROLLED_DAY} ${ALL} GROUP BY h
) GROUP BY h HAVING sumIf(n, part = 0) != sumIf(n, part = 1) OR sumIf(n, part = 0) != sumIf(n, part = 2)`;

const BATCHES = `SELECT batch, toUInt32(count()) AS rows, toUInt32(uniqExact(event_id)) AS events ${RAW_DAY}
  AND (toStartOfHour(toDateTime(ts, 'UTC')) IN (${WRONG_HOURS}) OR event_id IN (SELECT event_id ${RAW_DAY} GROUP BY event_id HAVING count() > 1))
GROUP BY batch ORDER BY rows DESC, batch LIMIT ${MAX_SUSPECT_BATCHES} FORMAT JSONEachRow`;

export function clickHouseProof(config: ClickHouseConfig): ProofStore {
  const read = async <Row>(query: string, params: Record<string, string>): Promise<Row[]> => {
    const text = await runStatement(config, { query, settings: LIMITS, params, timeoutMs: TIMEOUT_MS });
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row);
  };
  return {
    async storedByDay(workspaceId, from, to) {
      const rows = await read<StoredDay & { day: string }>(STORED_BY_DAY, { workspace: workspaceId, from, to });
      return new Map(rows.map(({ day, ...counts }) => [day, counts]));
    },
    async suspects(workspaceId, day) {
      const params = { workspace: workspaceId, day };
      const hours = `SELECT formatDateTime(h, '%Y-%m-%d %H') AS hour FROM (${WRONG_HOURS}) ORDER BY hour FORMAT JSONEachRow`;
      return {
        hours: (await read<{ hour: string }>(hours, params)).map(({ hour }) => hour),
        batches: await read<Suspects['batches'][number]>(BATCHES, params),
      };
    },
  };
}
