/** What waits of one workspace, read from the tallies of the entries that wait. */
import type { WaitingPart } from '#core/ledger/contract.ts';
import { dayKey } from '#core/ledger/tally.ts';
import type { LedgerSql } from './sql.ts';

/** Entries of one look, the oldest first: more than two minutes of commits under full load, and a fraction of a second of work. */
const MAX_ENTRIES_LOOKED_AT = 10_000;

export function waitingOf(sql: LedgerSql, workspaceId: string, storedSeq: number): Omit<WaitingPart, 'drained'> {
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
    ...(days.length > 0 && { oldestAt: Math.min(...days.map((day) => day.oldest)) }),
  };
}

/** Adds up what waits in several ledgers. */
export function allWaiting(parts: readonly Omit<WaitingPart, 'drained'>[]): Omit<WaitingPart, 'drained'> {
  const waitingByDay: Record<string, number> = {};
  for (const part of parts)
    for (const [day, n] of Object.entries(part.waitingByDay)) waitingByDay[day] = (waitingByDay[day] ?? 0) + n;
  const oldest = parts.flatMap(({ oldestAt }) => oldestAt ?? []);
  return {
    waitingByDay,
    waitingComplete: parts.every((part) => part.waitingComplete),
    ...(oldest.length > 0 && { oldestAt: Math.min(...oldest) }),
  };
}
