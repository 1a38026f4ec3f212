/** Which links had events lately, over all workspaces, page by page: read by the copying of counts alone. */
import { type ClickHouseConfig, runStatement } from './client.ts';

const TIMEOUT_MS = 20_000;
const LIMITS = { readonly: '2', max_execution_time: '15', max_memory_usage: '1000000000' };

export interface ActiveLink {
  workspaceId: string;
  linkId: string;
}

const ACTIVE = `SELECT workspace_id AS workspaceId, link_id AS linkId FROM events_per_hour_v1
WHERE hour >= toStartOfHour(fromUnixTimestamp64Milli({since:Int64}, 'UTC'))
  AND (workspace_id, link_id) > ({workspace:String}, {link:String}) AND link_id != ''
GROUP BY workspace_id, link_id ORDER BY workspace_id, link_id LIMIT {limit:UInt32} FORMAT JSONEachRow`;

/** Links with an event in or after the hour of `sinceMs`, behind `after`, in order of workspace and id. */
export async function activeLinks(
  config: ClickHouseConfig,
  sinceMs: number,
  after: ActiveLink | undefined,
  limit: number,
): Promise<ActiveLink[]> {
  const params = {
    since: String(sinceMs),
    workspace: after?.workspaceId ?? '',
    link: after?.linkId ?? '',
    limit: String(limit),
  };
  const text = await runStatement(config, { query: ACTIVE, settings: LIMITS, params, timeoutMs: TIMEOUT_MS });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ActiveLink);
}
