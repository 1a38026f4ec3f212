/** What waits of one workspace, read from the tallies of the entries that wait. */
import type { LedgerProof } from '#core/ledger/contract.ts';
import { dayKey } from '#core/ledger/tally.ts';
import type { LedgerSql } from './sql.ts';

/** Entries of one look, the oldest first: more than two minutes of commits under full load, and a fraction of a second of work. */
const MAX_ENTRIES_LOOKED_AT = 10_000;

type WaitingOf = Pick<LedgerProof, 'waitingByDay' | 'waitingComplete'> & {
  /** Unix milliseconds of the oldest commit with an event of the workspace. */
  oldestAt: number | undefined;
};

export function waitingOf(sql: LedgerSql, workspaceId: string, storedSeq: number): WaitingOf {
  const prefix = dayKey(workspaceId, '');
  const days = sql.all<{ key: string; n: number; oldest: number }>(
    `SELECT tally.key AS key, sum(json_extract(tally.value, '$[0]')) AS n, min(entry.at) AS oldest
     FROM (SELECT at, tallies FROM log WHERE seq > ?1 ORDER BY seq LIMIT ?2) AS entry, json_each(entry.tallies) AS tally
     WHERE substr(tally.key, 1, ?3) = ?4 GROUP BY tally.key`,
    storedSeq,
    MAX_ENTRIES_LOOKED_AT,
    prefix.length,
    prefix,
  );
  const [more] = sql.all(
    'SELECT 1 AS more FROM log WHERE seq > ? ORDER BY seq LIMIT 1 OFFSET ?',
    storedSeq,
    MAX_ENTRIES_LOOKED_AT,
  );
  return {
    waitingByDay: Object.fromEntries(days.map(({ key, n }) => [key.slice(prefix.length), n])),
    waitingComplete: more === undefined,
    oldestAt: days.length === 0 ? undefined : Math.min(...days.map((day) => day.oldest)),
  };
}
