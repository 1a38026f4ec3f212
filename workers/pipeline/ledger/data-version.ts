/** A name for what ClickHouse holds of a workspace, so that answers about it can be kept. */
import type { WaitingPart } from '#core/ledger/contract.ts';
import type { Book } from './book.ts';
import { entryMark } from './live/look-back.ts';
import type { LedgerSql } from './sql.ts';

/** Entries looked at; when more wait, the workspace is taken to be among them. */
const MAX_ENTRIES_LOOKED_AT = 500;

/**
 * While nothing of it waits, everything accepted is stored: its number is the name. While something waits, the name is how far the
 * ledger has stored, which may change without the workspace's data, but never the other way round.
 * @param stay see stayName: both numbers mean something within one stay only.
 * @param elsewhere what former ledgers still store of it. They do so without telling: no two answers are of the same data then.
 */
export function dataVersion(
  { sql, book }: { sql: LedgerSql; book: Book },
  workspaceId: string,
  stay: string,
  elsewhere: readonly Pick<WaitingPart, 'drained'>[],
): string {
  if (!elsewhere.every(({ drained }) => drained)) return `moving ${crypto.randomUUID()}`;
  const { storedSeq } = book.position;
  const [waits] = sql.all<{ n: number; own: number }>(
    `SELECT count(*) AS n, coalesce(sum(instr(tallies, ?2) > 0), 0) AS own
     FROM (SELECT tallies FROM log WHERE seq > ?1 ORDER BY seq LIMIT ?3)`,
    storedSeq,
    entryMark(workspaceId),
    MAX_ENTRIES_LOOKED_AT,
  );
  if (waits && (waits.own > 0 || waits.n === MAX_ENTRIES_LOOKED_AT)) return `${stay} stored ${storedSeq}`;
  const accepted = Object.values(book.acceptedByDay(workspaceId)).reduce((sum, n) => sum + n, 0);
  return `${stay} all ${accepted}`;
}
