/** Forgets deleted links that can no longer be restored, over all workspaces of a shard: run by a cron alone. */

import { NOT_ABSENT } from '../move/absent.ts';

const FORGET = `DELETE FROM deleted_links WHERE id IN
  (SELECT id FROM deleted_links WHERE deleted_at < ?1 AND ${NOT_ABSENT} ORDER BY deleted_at LIMIT ?2)`;
const FORGET_COMMENTS = `DELETE FROM link_comments WHERE link_id IN
  (SELECT id FROM deleted_links WHERE deleted_at < ?1 AND ${NOT_ABSENT} ORDER BY deleted_at LIMIT ?2)`;

/** @returns how many are gone for good. */
export async function forgetDeletedLinks(shard: D1Database, beforeMs: number, limit: number): Promise<number> {
  const counted = await shard.batch<{ n: number }>([
    shard.prepare(FORGET_COMMENTS).bind(beforeMs, limit),
    shard.prepare(`${FORGET} RETURNING id`).bind(beforeMs, limit),
  ]);
  return counted[1]?.results.length ?? 0;
}
