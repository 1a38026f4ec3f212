/** What a ledger says of itself, and of one workspace. */
import { breakerState } from '#core/ledger/breaker.ts';
import type { LedgerProof, LedgerStatus, WaitingPart } from '#core/ledger/contract.ts';
import type { Book } from './book.ts';
import { countDirtyHours } from './dirty-hours.ts';
import { countLetters } from './letters.ts';
import { oldestAfter } from './log-entries.ts';
import type { LedgerSql } from './sql.ts';
import { allWaiting, waitingOf } from './waiting.ts';

interface ReportTools {
  sql: LedgerSql;
  book: Book;
  now: () => number;
}

export function statusOf({ book, sql, now }: ReportTools): Omit<LedgerStatus, 'name' | 'sockets'> {
  const { position, waiting, figures } = book;
  const at = now();
  return {
    accepted: figures.accepted,
    duplicates: figures.duplicates,
    stored: position.storedEvents,
    waiting: waiting.events,
    oldestWaitingMs: ageOf(oldestAfter(sql, position.storedSeq), at),
    waitingBytes: waiting.bytes,
    breaker: breakerState(position.breaker, at),
    attempts: position.batch?.attempts ?? 0,
    dirtyHours: countDirtyHours(sql),
    idsHeld: figures.idsHeld,
    rememberedFrom: book.rememberedFrom(at),
    rowsWritten: sql.rowsWritten(),
  };
}

/** @param elsewhere what of the workspace still waits in ledgers that counted it before. */
export function proofOf(
  { book, sql, now }: ReportTools,
  workspaceId: string,
  elsewhere: readonly WaitingPart[],
): LedgerProof {
  const { oldestAt, ...waiting } = allWaiting([waitingOf(sql, workspaceId, book.position.storedSeq), ...elsewhere]);
  return {
    ...waiting,
    acceptedByDay: book.acceptedByDay(workspaceId),
    oldestWaitingMs: ageOf(oldestAt, now()),
    breaker: breakerState(book.position.breaker, now()),
    letters: countLetters(sql, workspaceId),
  };
}

/** Milliseconds since a moment, 0 without one. */
function ageOf(at: number | undefined, now: number): number {
  return at === undefined ? 0 : Math.max(0, now - at);
}
