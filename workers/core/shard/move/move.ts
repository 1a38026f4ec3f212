/** The move of a workspace from one link shard to another: how far it has come, and what was copied. */

/**
 * `copying` its rows, `comparing` both sides, `following` what is written meanwhile until the switch; `switched`: it lives on the other
 * shard, and its old rows are removed; `canceling`: what was copied is removed.
 */
export const MOVE_STATES = ['copying', 'comparing', 'following', 'switched', 'canceling', 'done', 'canceled'] as const;
export type MoveState = (typeof MOVE_STATES)[number];

/** Before these are over, the workspace lives where it was and the move can be called off. */
export const BEFORE_SWITCH: readonly MoveState[] = ['copying', 'comparing', 'following'];

export interface MoveCursor {
  /** '' before the first table. */
  table: string;
  /** Where in the table the next page begins; null: at its beginning. */
  after: string | null;
}

/** What became of one table. */
export interface MovedTable {
  rows: number;
  /** Of all rows, on either side: sums of hashes. */
  fromSum: number;
  toSum: number;
  /** Rows that differed at the comparison and were copied again. */
  mended: number;
}

export interface ShardMove {
  id: string;
  workspaceId: string;
  fromShard: number;
  toShard: number;
  state: MoveState;
  actor: string;
  cursor: MoveCursor;
  tables: Record<string, MovedTable>;
  /** What stopped it last; it goes on by itself. */
  error: string | null;
  createdAt: number;
  updatedAt: number;
  switchedAt: number | null;
  finishedAt: number | null;
}

export const START: MoveCursor = { table: '', after: null };

/** How long writes may be refused before the switch. The old shard's own clock ends it, whatever became of the move. */
export const FENCE_MS = 4_000;
/** Changes that are still to be followed when the fence goes up: a fraction of a second's work. */
export const FEW_CHANGES = 100;
/** Requests that read the old shard's number before the switch are long over; then the old rows go. */
export const KEEP_OLD_ROWS_MS = 3_600_000;
