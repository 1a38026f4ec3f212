/** What ClickHouse holds of some workspaces, counted directly in every table that is supposed to agree. */
import { Stored } from '../support/counts.ts';

export interface RawEvent {
  id: string;
  workspaceId: string;
  linkId: string;
  refererUrl: string;
  batch: string;
}

/** Events of one workspace in each table. */
export interface TableCounts {
  /** Raw rows before those of the same event are merged. */
  rawRows: number;
  raw: number;
  hourly: number;
  daily: number;
  hourlyDimensions: number;
  dailyDimensions: number;
}

export interface Recount {
  raw: RawEvent[];
  counts: Map<string, TableCounts>;
  /** By `{day}`, per workspace. */
  rawByDay: Map<string, Record<string, number>>;
  /** Hourly rollup by link. */
  rolledByLink: Map<string, number>;
}

const RAW = `SELECT toString(event_id) AS id, workspace_id AS workspaceId, link_id AS linkId, referer_url AS refererUrl, batch
FROM raw_events_v1 FINAL WHERE workspace_id IN {ids:Array(String)}`;
const WITHIN = 'WHERE workspace_id IN {ids:Array(String)}';
const COUNTS = `SELECT workspace_id AS workspaceId, sumIf(n, part = 'rows') AS rawRows, sumIf(n, part = 'raw') AS raw,
  sumIf(n, part = 'hourly') AS hourly, sumIf(n, part = 'daily') AS daily,
  sumIf(n, part = 'hd') AS hourlyDimensions, sumIf(n, part = 'dd') AS dailyDimensions
FROM (
  SELECT workspace_id, 'rows' AS part, toInt64(count()) AS n FROM raw_events_v1 ${WITHIN} GROUP BY workspace_id
  UNION ALL SELECT workspace_id, 'raw' AS part, toInt64(count()) AS n FROM raw_events_v1 FINAL ${WITHIN} GROUP BY workspace_id
  UNION ALL SELECT workspace_id, 'hourly' AS part, toInt64(sum(events)) AS n FROM events_per_hour_v1 ${WITHIN} GROUP BY workspace_id
  UNION ALL SELECT workspace_id, 'daily' AS part, toInt64(sum(events)) AS n FROM events_per_day_v1 ${WITHIN} GROUP BY workspace_id
  UNION ALL SELECT workspace_id, 'hd' AS part, toInt64(sum(events)) AS n FROM dimensions_per_hour_v1 ${WITHIN} AND dimension = 'all' GROUP BY workspace_id
  UNION ALL SELECT workspace_id, 'dd' AS part, toInt64(sum(events)) AS n FROM dimensions_per_day_v1 ${WITHIN} AND dimension = 'all' GROUP BY workspace_id
) GROUP BY workspace_id`;
const DAYS = `SELECT workspace_id AS workspaceId, toString(toDate(ts, 'UTC')) AS day, toInt64(count()) AS n
FROM raw_events_v1 FINAL ${WITHIN} GROUP BY workspaceId, day`;
const LINKS = `SELECT link_id AS linkId, toInt64(sum(events)) AS n FROM events_per_hour_v1 ${WITHIN} GROUP BY linkId`;

export const NOTHING: TableCounts = {
  rawRows: 0,
  raw: 0,
  hourly: 0,
  daily: 0,
  hourlyDimensions: 0,
  dailyDimensions: 0,
};

export async function recount(target: { url: string; database: string }, ids: string[]): Promise<Recount> {
  const stored = new Stored(target);
  try {
    const raw = await stored.rows<RawEvent>(RAW, { ids });
    const counts = await stored.rows<TableCounts & { workspaceId: string }>(COUNTS, { ids });
    const days = await stored.rows<{ workspaceId: string; day: string; n: number }>(DAYS, { ids });
    const links = await stored.rows<{ linkId: string; n: number }>(LINKS, { ids });
    const rawByDay = new Map<string, Record<string, number>>();
    for (const { workspaceId, day, n } of days) rawByDay.set(workspaceId, { ...rawByDay.get(workspaceId), [day]: n });
    return {
      raw,
      counts: new Map(counts.map(({ workspaceId, ...rest }) => [workspaceId, rest])),
      rawByDay,
      rolledByLink: new Map(links.map(({ linkId, n }) => [linkId, n])),
    };
  } finally {
    await stored.close();
  }
}
