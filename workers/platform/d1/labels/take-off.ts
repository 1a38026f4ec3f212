/** Takes deleted tags and folders off the links, a bounded number at a time; when none is left, the label's row goes, too. */
import { NOT_ABSENT } from '../move/absent.ts';

/** Links of one statement: each costs about ten rows written. */
const LINKS_PER_STATEMENT = 500;
/** Statements of one call; a cron does what is left. */
const MAX_STATEMENTS = 4;

const UNTAG = `UPDATE links SET tag_ids = (SELECT json_group_array(value) FROM json_each(tag_ids) WHERE value <> ?2)
  WHERE id IN (SELECT link_id FROM link_tags WHERE workspace_id = ?1 AND tag_id = ?2 LIMIT ?3) AND +workspace_id = ?1`;
const UNSORT = `UPDATE links SET folder_id = NULL
  WHERE id IN (SELECT id FROM links WHERE workspace_id = ?1 AND folder_id = ?2 LIMIT ?3) AND +workspace_id = ?1`;
const FORGET_TAG = 'DELETE FROM tags WHERE workspace_id = ?1 AND id = ?2 AND deleted_at IS NOT NULL';
const FORGET_FOLDER = 'DELETE FROM folders WHERE workspace_id = ?1 AND id = ?2 AND deleted_at IS NOT NULL';
const FORGET_MEMBERS = 'DELETE FROM folder_members WHERE workspace_id = ?1 AND folder_id = ?2';
const FORGET_LEVELS = 'DELETE FROM folder_members WHERE workspace_id = ?1 AND user_id = ?2';
const DELETED = `SELECT workspace_id AS workspaceId, id, 'tag' AS kind FROM tags WHERE deleted_at IS NOT NULL AND ${NOT_ABSENT}
  UNION ALL SELECT workspace_id, id, 'folder' FROM folders WHERE deleted_at IS NOT NULL AND ${NOT_ABSENT} LIMIT ?1`;

/** Takes away what a person was given in single folders: were they to come back, they begin like anybody else. */
export async function forgetFolderLevels(shard: D1Database, workspaceId: string, userId: string): Promise<void> {
  await shard.prepare(FORGET_LEVELS).bind(workspaceId, userId).run();
}

export function takeTagOff(shard: D1Database, workspaceId: string, tagId: string): Promise<boolean> {
  return takeOff(shard, UNTAG, [FORGET_TAG], workspaceId, tagId);
}

export function takeFolderOff(shard: D1Database, workspaceId: string, folderId: string): Promise<boolean> {
  return takeOff(shard, UNSORT, [FORGET_MEMBERS, FORGET_FOLDER], workspaceId, folderId);
}

/** Goes on with labels whose links were too many for the request that deleted them. @returns how many labels are gone for good. */
export async function finishDeletedLabels(shard: D1Database, limit: number): Promise<number> {
  const { results } = await shard.prepare(DELETED).bind(limit).all<{ workspaceId: string; id: string; kind: string }>();
  let finished = 0;
  for (const { workspaceId, id, kind } of results) {
    const done = await (kind === 'tag' ? takeTagOff : takeFolderOff)(shard, workspaceId, id);
    if (done) finished += 1;
  }
  return finished;
}

async function takeOff(
  shard: D1Database,
  sql: string,
  forget: string[],
  workspaceId: string,
  labelId: string,
): Promise<boolean> {
  for (let statement = 0; statement < MAX_STATEMENTS; statement++) {
    const { results } = await shard
      .prepare(`${sql} RETURNING id`)
      .bind(workspaceId, labelId, LINKS_PER_STATEMENT)
      .all();
    if (results.length < LINKS_PER_STATEMENT) {
      await shard.batch(forget.map((each) => shard.prepare(each).bind(workspaceId, labelId)));
      return true;
    }
  }
  return false;
}
