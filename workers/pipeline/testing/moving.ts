/** A workspace with something in every table, a move of it, and a look at what became of both shards. */
import { KEEP_OLD_ROWS_MS, type ShardMove, START } from '#core/shard/move/move.ts';
import { type MoveTools, runMove } from '#core/shard/move/run.ts';
import { D1ShardMoves } from '#platform/d1/control/shard-moves.ts';
import { movedTables } from '#platform/d1/move/moved-tables.ts';
import { D1MoveSides } from '#platform/d1/move/sides.ts';
import { testEnv } from '#test/worker/env.ts';
import type { Tenant } from '#test/tenant.ts';

export const SHARDS = [testEnv.LINKS_0, testEnv.LINKS_1];
/** Fewer links than a page. */
export const SMALL = 40;

const FILL = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?3 - 1)
INSERT INTO links (id, workspace_id, domain, key, url, title, tag_ids, archived, external_id, created_at, updated_at)
SELECT 'link_' || ?1 || printf('%05d', i), ?1, ?2, 'k' || i, 'https://acme.com/' || i, 'Autumn ' || i,
  iif(i % 3 = 0, '["tag_' || ?1 || '"]', '[]'), i % 5 = 0, iif(i % 7 = 0, 'ext' || i, NULL), 1000 + i, 1000 + i FROM n`;

/** One row and more in every table that moves. */
export async function furnish({ workspaceId: ws, domain }: Tenant, links: number): Promise<void> {
  const run = (sql: string, ...values: unknown[]) => testEnv.LINKS_0.prepare(sql).bind(...values);
  await testEnv.LINKS_0.batch([
    run(FILL, ws, domain, links),
    run(
      `INSERT INTO tags (id, workspace_id, name, name_key, color, created_at, updated_at) VALUES ('tag_' || ?1, ?1, 'Red', 'red', 'red', 1, 1)`,
      ws,
    ),
    run(
      `INSERT INTO folders (id, workspace_id, name, name_key, access_level, created_at, updated_at) VALUES ('fold_' || ?1, ?1, 'F', 'f', 'write', 1, 1)`,
      ws,
    ),
    run(`INSERT INTO folder_members VALUES (?1, 'user_1', 'fold_' || ?1, 'read', 1)`, ws),
    run(
      `INSERT INTO utm_templates (id, workspace_id, name, name_key, utm, created_at, updated_at) VALUES ('utm_' || ?1, ?1, 'U', 'u', '{"utm_source":"x"}', 1, 1)`,
      ws,
    ),
    run(
      `INSERT INTO link_comments (id, workspace_id, link_id, user_id, body, created_at) VALUES ('comm_' || ?1, ?1, 'l', 'u', 'It’s "good"', 1)`,
      ws,
    ),
    run(`INSERT INTO deleted_links VALUES ('gone_' || ?1, ?1, '{}', NULL, 'u', 1)`, ws),
    run(`INSERT INTO link_outbox VALUES ('evt_' || ?1, ?1, 'link.created', '{}', 1)`, ws),
    run(
      `INSERT INTO link_health (link_id, workspace_id, url, state, next_check_at) VALUES ('h_' || ?1, ?1, 'https://a.test', 'ok', 1)`,
      ws,
    ),
    run(`INSERT INTO pending_copies VALUES (?2, 'noted', 'l', ?1, 1, 1)`, ws, domain),
    run(
      `INSERT INTO link_audit_log (id, workspace_id, link_id, actor, action, change, request_id, created_at) VALUES ('aud_' || ?1, ?1, 'l', 'a', 'link.create', '{}', 'r', 1)`,
      ws,
    ),
    run(
      `INSERT INTO customers (id, workspace_id, external_id, link_id, click_id, click, sale_amount, created_at, updated_at) VALUES ('cus_' || ?1, ?1, 'e', 'l', 'c', '{}', 4200, 1, 1)`,
      ws,
    ),
    run(
      `INSERT INTO conversions (workspace_id, claim, customer_id, event_id, event, quantity, sale_type, created_at) VALUES (?1, 'claim', 'c', 'e', '{}', 1, '', 1)`,
      ws,
    ),
  ]);
}

export async function begin({
  workspaceId,
}: Tenant): Promise<{ move: ShardMove; moves: D1ShardMoves; sides: D1MoveSides; tools: MoveTools }> {
  const now = Date.now();
  const id = `mov_${crypto.randomUUID()}`;
  const times = { createdAt: now, updatedAt: now, switchedAt: null, finishedAt: null };
  const move: ShardMove = {
    id,
    workspaceId,
    fromShard: 0,
    toShard: 1,
    state: 'copying',
    actor: 'user:op',
    cursor: START,
    tables: {},
    error: null,
    ...times,
  };
  const moves = new D1ShardMoves(testEnv.CONTROL);
  const entry = {
    id: `aud_${id}`,
    workspaceId,
    actor: 'user:op',
    action: 'workspace.move-begin',
    target: id,
    change: '{}',
    requestId: id,
    ipHash: null,
    createdAt: now,
  };
  if (!(await moves.insert(move, entry))) throw new Error('The move does not begin');
  const sides = new D1MoveSides(SHARDS, move);
  return { move, moves, sides, tools: { moves, sides, now: Date.now } };
}

/** Every row of the workspace on a shard, by table, in an order of its own. What triggers derive is looked at, too. */
export async function rowsOn(shard: D1Database, workspaceId: string): Promise<Record<string, unknown[]>> {
  const names = [...(await movedTables(shard)).map(({ name }) => name), 'link_tags', 'link_counts'];
  const read = names.map(async (name): Promise<[string, unknown[]]> => {
    const { results } = await shard.prepare(`SELECT * FROM "${name}" WHERE workspace_id = ?`).bind(workspaceId).all();
    return [name, results.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))];
  });
  return Object.fromEntries(await Promise.all(read));
}

export const shardOf = (workspaceId: string) =>
  testEnv.CONTROL.prepare('SELECT link_shard AS shard FROM workspaces WHERE id = ?')
    .bind(workspaceId)
    .first<number>('shard');

/** Anything of a move that is left on either shard. */
export async function traces(workspaceId: string): Promise<unknown[]> {
  const left = await Promise.all(
    SHARDS.map((shard) =>
      shard
        .prepare(
          `SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'move_${workspaceId}_*' UNION ALL SELECT role FROM absent_workspaces WHERE workspace_id = ?1
           UNION ALL SELECT row_key FROM move_journal WHERE workspace_id = ?1 UNION ALL SELECT 'fence' FROM move_fences WHERE workspace_id = ?1`,
        )
        .bind(workspaceId)
        .all(),
    ),
  );
  return left.flatMap(({ results }) => results);
}

export const untilOver = async (tools: MoveTools, id: string) => {
  while (await runMove(tools, id, 0));
};
export const later = (tools: MoveTools): MoveTools => ({ ...tools, now: () => Date.now() + KEEP_OLD_ROWS_MS + 1_000 });
