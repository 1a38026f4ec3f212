/**
 * Moves a workspace from one ledger to another while its clicks flow. At every moment at most one ledger counts it; each step
 * may be repeated, and a move that dies anywhere is taken up again where it was.
 */
import type { Letter } from './contract.ts';

/** One move of one workspace. */
export interface Move {
  workspaceId: string;
  /** Names of ledgers. */
  from: string;
  to: string;
  /** The ledger that every other one asks where the workspace is: see residence in docs/proof.md. */
  registrar: string;
  /** Counts a workspace's moves from 1: what belongs to an earlier one is recognised and ignored. */
  number: number;
}

/** A ledger that once counted a workspace. It still knows the ids, and may still be storing the last events. */
export interface Origin {
  ledger: string;
  /** Unix milliseconds since when it has not counted the workspace. */
  leftAt: number;
}

/** Place in a handover: counter pages by number, then letters by key. */
export interface HandoverCursor {
  counterPage: number;
  letterKey: string;
}

export const FIRST_PAGE: HandoverCursor = { counterPage: 0, letterKey: '' };

/** One entry of the counters, see tally.ts. */
export interface Counter {
  key: string;
  value: number[];
}

/** Part of what a ledger hands over. The same cursor gives the same page: a workspace that is leaving stands still. */
export interface HandoverPage {
  /** Totals as they are, not what to add: taking a page twice changes nothing. */
  counters: Counter[];
  letters: Letter[];
  /** Where the workspace was before, the ledger itself included. */
  origins: Origin[];
  next: HandoverCursor | null;
}

/** What the ledgers do for a move. All methods are safe to repeat. */
export interface MoveRpc {
  /** Moves that are due under this number of ledgers, those under way first; at most MAX_MOVES_PER_CALL. */
  movesDue(count: number): Promise<Move[]>;
  /**
   * From now on the workspace is not counted here: it stands still until the move is over. Resolves with the move as recorded,
   * which is an earlier one when that is still under way, or with null when the workspace cannot leave now.
   */
  leave(move: Move): Promise<Move | null>;
  handOver(move: Move, at: HandoverCursor): Promise<HandoverPage>;
  /** After the last page the workspace is counted here. */
  takeOver(move: Move, at: HandoverCursor, page: HandoverPage): Promise<void>;
  /** The registrar sends everybody to the new ledger. */
  assign(move: Move): Promise<void>;
  /** The move is over: what was handed over is forgotten, except counted ids and events that still wait for ClickHouse. */
  forget(move: Move): Promise<void>;
}

/** Moves of one answer: what one run of the cron gets through. */
export const MAX_MOVES_PER_CALL = 50;

/** Resolves with false when the workspace cannot leave now. Throws when a ledger does not answer: the next run goes on. */
export async function moveWorkspace(ledgers: { get(name: string): MoveRpc }, due: Move): Promise<boolean> {
  const from = ledgers.get(due.from);
  const move = await from.leave(due);
  if (!move) return false;
  const to = ledgers.get(move.to);
  for (let at: HandoverCursor | null = FIRST_PAGE; at !== null;) {
    const page: HandoverPage = await from.handOver(move, at);
    await to.takeOver(move, at, page);
    at = page.next;
  }
  await ledgers.get(move.registrar).assign(move);
  await from.forget(move);
  return true;
}
