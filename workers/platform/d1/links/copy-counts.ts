/** Writes counts of a workspace's links into its shard, for sorting. Rows whose counts have not changed are not written. */

export interface LinkCounts {
  id: string;
  clicks: number;
  lastClickedAt: number;
  saleAmount: number;
}

const COPY = `UPDATE links SET clicks = fresh.clicks, last_clicked_at = fresh.clicked, sale_amount = fresh.sales, counted_at = ?3
FROM (SELECT value ->> 'id' AS id, value ->> 'clicks' AS clicks, value ->> 'lastClickedAt' AS clicked,
  value ->> 'saleAmount' AS sales FROM json_each(?2)) AS fresh
WHERE links.id = fresh.id AND +links.workspace_id = ?1
  AND (links.clicks <> fresh.clicks OR links.last_clicked_at <> fresh.clicked OR links.sale_amount <> fresh.sales)
RETURNING links.id`;

/** @returns how many rows changed. */
export async function copyCounts(
  shard: D1Database,
  workspaceId: string,
  counts: LinkCounts[],
  nowMs: number,
): Promise<number> {
  const { results } = await shard.prepare(COPY).bind(workspaceId, JSON.stringify(counts), nowMs).all();
  return results.length;
}
