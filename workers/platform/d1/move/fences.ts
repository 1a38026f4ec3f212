/** The triggers on the shard that a workspace leaves: they write down what changes, and refuse writes while the fence is shut. */
import type { FenceState } from '#core/shard/move/ports.ts';
import type { MovedTable } from './moved-tables.ts';

/** What a refused write says. */
export const FENCED = 'workspace-is-moving';

const NOW = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
/** Stands in the text of triggers. */
const SAFE_ID = /^[A-Za-z0-9_-]{1,64}$/;

export class Fences {
  readonly #shard: D1Database;
  readonly #workspaceId: string;

  constructor(shard: D1Database, workspaceId: string) {
    if (!SAFE_ID.test(workspaceId)) throw new Error(`"${workspaceId}" cannot stand in a trigger`);
    this.#shard = shard;
    this.#workspaceId = workspaceId;
  }

  /** They refuse nothing yet. Safe to repeat. */
  async build(tables: readonly MovedTable[]): Promise<void> {
    for (const table of tables) {
      const statements = [...journalsOf(this.#workspaceId, table), ...fencesOf(this.#workspaceId, table)];
      await this.#shard.batch(statements.map((sql) => this.#shard.prepare(sql)));
    }
  }

  async state(): Promise<FenceState> {
    const sql = `SELECT CASE WHEN until_ms IS NULL THEN 'shut for good' WHEN until_ms > ${NOW} THEN 'shut' ELSE 'open' END AS state FROM move_fences WHERE workspace_id = ?1`;
    return (await this.#run(sql).first<FenceState>('state')) ?? 'open';
  }

  async shut(forMs: number): Promise<void> {
    const sql = `INSERT INTO move_fences (workspace_id, until_ms) VALUES (?1, ${NOW} + ?2)
      ON CONFLICT (workspace_id) DO UPDATE SET until_ms = excluded.until_ms`;
    await this.#shard.prepare(sql).bind(this.#workspaceId, forMs).run();
  }

  /** By this shard's clock, in one transaction with the note that jobs are to pass over what stays behind. */
  async shutForGood(): Promise<boolean> {
    const [shut] = await this.#shard.batch<{ workspace_id: string }>([
      this.#run(
        `UPDATE move_fences SET until_ms = NULL WHERE workspace_id = ?1 AND until_ms > ${NOW} RETURNING workspace_id`,
      ),
      this.#run(`INSERT INTO absent_workspaces (workspace_id, role) SELECT workspace_id, 'left' FROM move_fences
        WHERE workspace_id = ?1 AND until_ms IS NULL ON CONFLICT DO NOTHING`),
    ]);
    return (shut?.results.length ?? 0) > 0;
  }

  /** Rows can be written, or removed, again; nothing is written down any more. */
  async pullDown(): Promise<void> {
    const { results } = await this.#shard
      .prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'move_${this.#workspaceId}_*'`)
      .all<{ name: string }>();
    await this.#shard.batch([
      ...results.map(({ name }) => this.#shard.prepare(`DROP TRIGGER IF EXISTS "${name}"`)),
      this.#run('DELETE FROM move_fences WHERE workspace_id = ?1'),
      this.#run('DELETE FROM move_journal WHERE workspace_id = ?1'),
    ]);
  }

  #run(sql: string): D1PreparedStatement {
    return this.#shard.prepare(sql).bind(this.#workspaceId);
  }
}

const OPERATIONS = ['INSERT', 'UPDATE', 'DELETE'] as const;
type Operation = (typeof OPERATIONS)[number];

/** Which of the two rows that a trigger sees there are. */
const SEEN: Record<Operation, readonly ('old' | 'new')[]> = {
  INSERT: ['new'],
  UPDATE: ['old', 'new'],
  DELETE: ['old'],
};

function concerns(operation: Operation, workspaceId: string): string {
  return `(${SEEN[operation].map((row) => `${row}.workspace_id = '${workspaceId}'`).join(' OR ')})`;
}

function journalsOf(workspaceId: string, { name, key }: MovedTable): string[] {
  return OPERATIONS.map((operation) => {
    const keys = SEEN[operation].map(
      (row) => `SELECT json_array(${key.map((column) => `${row}."${column}"`).join(', ')})`,
    );
    return `CREATE TRIGGER IF NOT EXISTS "move_${workspaceId}_${name}_${operation}_noted" AFTER ${operation} ON "${name}"
      WHEN ${concerns(operation, workspaceId)} BEGIN
      INSERT INTO move_journal (workspace_id, moved_table, row_key)
      SELECT '${workspaceId}', '${name}', * FROM (${keys.join(' UNION ')}); END`;
  });
}

function fencesOf(workspaceId: string, { name }: MovedTable): string[] {
  return OPERATIONS.map(
    (
      operation,
    ) => `CREATE TRIGGER IF NOT EXISTS "move_${workspaceId}_${name}_${operation}_fence" BEFORE ${operation} ON "${name}"
      WHEN ${concerns(operation, workspaceId)} AND EXISTS (SELECT 1 FROM move_fences
        WHERE workspace_id = '${workspaceId}' AND (until_ms IS NULL OR until_ms > ${NOW})) BEGIN
      SELECT RAISE(ABORT, '${FENCED}'); END`,
  );
}

/** True for a write that a fence refused, however it is wrapped. */
export function isFenced(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (at.message.includes(FENCED)) return true;
  return false;
}
