/** The ledger's part in a move: leaving, handing over, taking over, forgetting. One transaction each, safe to repeat. */
import { AppError } from '#core/error/app-error.ts';
import type { Letter } from '#core/ledger/contract.ts';
import { COUNTER_PAGES } from '#core/ledger/limits.ts';
import {
  FIRST_PAGE,
  type HandoverCursor,
  type HandoverPage,
  MAX_MOVES_PER_CALL,
  type Move,
  type Origin,
} from '#core/ledger/move.ts';
import { ledgerName } from '#core/shard/place.ts';
import type { Appender } from './appender.ts';
import type { Book } from './book.ts';
import { holdWait } from './hold.ts';
import { adoptLetters, forgetLetters, lettersAfter } from './letters.ts';
import type { Origins } from './origins.ts';
import type { Residences } from './residence.ts';
import { residentsAfter } from './residents.ts';
import type { LedgerSql } from './sql.ts';
import { forgetDays } from './days.ts';

export interface HandoverTools {
  sql: LedgerSql;
  book: Book;
  appender: Pick<Appender, 'flush'>;
  residences: Residences;
  origins: Origins;
  now: () => number;
}

/** Workspaces looked at in one statement. */
const RESIDENTS_PER_LOOK = 500;

/** Moves under way, then those that are due; when none is, the ledger is settled and does not look again. */
export function movesDue({ sql, book, residences }: HandoverTools, count: number): Move[] {
  const moves = residences.leaving().slice(0, MAX_MOVES_PER_CALL);
  if (residences.isSettledFor(count)) return moves;
  for (let after = ''; moves.length < MAX_MOVES_PER_CALL;) {
    const residents = residentsAfter(sql, after, RESIDENTS_PER_LOOK, book.unwrittenWorkspaces());
    for (const workspaceId of residents) {
      const to = ledgerName(workspaceId, count);
      if (to !== residences.name && residences.placeOf(workspaceId) === 'here')
        moves.push(residences.move(workspaceId, to, 0));
    }
    if (residents.length < RESIDENTS_PER_LOOK) break;
    after = residents.at(-1) ?? '';
  }
  if (moves.length === 0) residences.settle(count);
  return moves.slice(0, MAX_MOVES_PER_CALL);
}

/**
 * What is forming is committed, the counters are written, and from this turn on nothing of the workspace is counted here. Null
 * while a repair holds: it relies on knowing who may send.
 */
export function leave({ sql, book, appender, residences, now }: HandoverTools, { workspaceId, to }: Move): Move | null {
  const row = residences.row(workspaceId);
  if (row?.state === 'leaving') return residences.move(workspaceId, row.peer, row.move);
  if (residences.placeOf(workspaceId) !== 'here' || to === residences.name || holdWait(sql, now()) > 0) return null;
  appender.flush();
  book.takeCheckpoint();
  const move = residences.move(workspaceId, to, (row?.move ?? 0) + 1);
  // The clock may have been set back since the last commit.
  const left = { leftAt: Math.max(now(), book.newestAt), leftSeq: book.lastSeq };
  residences.write(workspaceId, { state: 'leaving', peer: to, move: move.number, cursor: '', ...left });
  return move;
}

/** Counters by page, then letters by key. Throws `conflict` when the workspace is not leaving by this move. */
export function handOver(tools: HandoverTools, { workspaceId, number }: Move, at: HandoverCursor): HandoverPage {
  const { sql, book, residences, origins } = tools;
  const row = residences.row(workspaceId);
  if (row?.state !== 'leaving' || row.move !== number)
    throw new AppError('conflict', `${workspaceId} is not leaving ${residences.name} by its move ${number}.`);
  const own: Origin = { ledger: residences.name, leftAt: row.leftAt };
  const former = origins.of(workspaceId).map(({ ledger, leftAt }) => ({ ledger, leftAt }));
  const page = { counters: [], letters: [], origins: [...former, own] };
  if (at.counterPage < COUNTER_PAGES) {
    const { entries, nextPage } = book.countersOf(workspaceId, at.counterPage);
    return { ...page, counters: entries, next: { counterPage: nextPage, letterKey: '' } };
  }
  const letters = lettersAfter(sql, workspaceId, at.letterKey);
  const last: Letter | undefined = letters.at(-1);
  return { ...page, letters, next: last ? { ...at, letterKey: last.key } : null };
}

/** Ignores pages of earlier moves, and those that were taken before. */
export function takeOver(tools: HandoverTools, move: Move, at: HandoverCursor, page: HandoverPage): void {
  const { sql, book, residences, origins } = tools;
  const { workspaceId, number, from } = move;
  const row = residences.row(workspaceId);
  const isArriving = row?.state === 'arriving' && row.move === number;
  if (!isArriving && (row?.move ?? 0) >= number) return;
  if ((isArriving ? row.cursor : JSON.stringify(FIRST_PAGE)) !== JSON.stringify(at)) return;
  sql.transaction(() => {
    book.adoptCounters(page.counters);
    adoptLetters(sql, page.letters);
    origins.add(
      workspaceId,
      page.origins.filter(({ ledger }) => ledger !== residences.name),
    );
    const cursor = page.next === null ? '' : JSON.stringify(page.next);
    const state = page.next === null ? 'here' : 'arriving';
    residences.write(workspaceId, { state, peer: from, move: number, leftAt: 0, leftSeq: 0, cursor });
  });
  // The number of ledgers may have changed again since the move was planned.
  if (page.next === null) residences.settle(0);
}

/** At the registrar, unless it is itself where the workspace comes from or goes to: then its own part says the same. */
export function assign({ residences }: HandoverTools, { workspaceId, to, number }: Move): void {
  const row = residences.row(workspaceId);
  if (row?.state === 'away' && row.move < number) residences.write(workspaceId, { ...row, peer: to, move: number });
}

/** Counters stay in their pages: they are not asked for any more, and should the workspace come back, newer ones replace them. */
export function forget({ sql, residences, origins }: HandoverTools, { workspaceId, number }: Move): void {
  const row = residences.row(workspaceId);
  if (row?.state !== 'leaving' || row.move !== number) return;
  sql.transaction(() => {
    forgetDays(sql, workspaceId);
    forgetLetters(sql, workspaceId);
    origins.forget(workspaceId);
    residences.write(workspaceId, { ...row, state: 'away' });
  });
}
