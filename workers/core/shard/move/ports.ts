/** What a move needs from the world. Every method is safe to repeat: a step may be done twice. */
import type { AuditEntry } from '../../audit/entry.ts';
import type { MoveState, ShardMove } from './move.ts';

/** Moves of all workspaces: an operator's business. */
export interface MoveStore {
  byId(id: string): Promise<ShardMove | undefined>;
  /** Newest first. */
  list(limit: number): Promise<ShardMove[]>;
  /** False when another move of the workspace is not over. */
  insert(move: ShardMove, entry: AuditEntry): Promise<boolean>;
  /** Writes `changes` only while the state is one of `from`. False when it was not. */
  change(id: string, from: readonly MoveState[], changes: Partial<ShardMove>, entry?: AuditEntry): Promise<boolean>;
  /** From now on the workspace lives on the new shard: one transaction with the move's own state. False when the move is not `following`. */
  switch(move: ShardMove, nowMs: number, entry: AuditEntry): Promise<boolean>;
}

export interface Compared {
  rows: number;
  fromSum: number;
  toSum: number;
  mended: number;
  next: string | null;
}

/** `open`: rows can be written; `shut` for a few seconds; `shut for good`: the workspace is about to live elsewhere. */
export type FenceState = 'open' | 'shut' | 'shut for good';

/** The two shards of one move, as far as its workspace goes. */
export interface MoveSides {
  /** Tables whose rows move, in the order of copying. */
  tables(): Promise<string[]>;
  /** Jobs pass over what arrives, and every change of what leaves is written down. */
  prepare(): Promise<void>;
  /** Copies one page. */
  copy(table: string, after: string | null): Promise<{ rows: number; next: string | null }>;
  /** Copies rows that were changed since, oldest changes first. @returns how many changes that were; 0: both sides are equal at this moment. */
  follow(limit: number): Promise<number>;
  /** Compares one page of both sides, copies again what differs although nothing changed it, and compares that once more. */
  compare(table: string, after: string | null): Promise<Compared>;
  fence(): Promise<FenceState>;
  shut(forMs: number): Promise<void>;
  /** Only while the fence is shut: nothing can have been written since. False when its time was over. */
  shutForGood(): Promise<boolean>;
  /** What triggers count is taken over as it is. Tables whose numbers of rows differ. */
  settle(): Promise<string[]>;
  /** The new shard's rows are the truth: jobs look at them again. */
  arrive(): Promise<void>;
  /** Before the switch: the old shard takes writes again, and nothing is written down any more. */
  release(): Promise<void>;
  /** Some rows of the side that is not the truth. @returns how many; 0: none is left. */
  removeOld(): Promise<number>;
  removeCopied(): Promise<number>;
  /** Nothing of the move is left on either shard. */
  forget(): Promise<void>;
}
