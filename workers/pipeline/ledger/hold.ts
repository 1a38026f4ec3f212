/** A pause of the drain, so that somebody can compare raw with its rollups while nothing is on its way. Outlives an eviction. */
import { HOLD_PATIENCE_MS, MAX_HOLD_MS } from '#core/ledger/limits.ts';
import type { Book } from './book.ts';
import { readMeta, writeMeta } from './meta.ts';
import type { LedgerSql } from './sql.ts';

/** How often a hold looks whether the batch in flight has been answered. */
const POLL_MS = 25;
const NO_HOLD = { by: '', until: 0 };

/**
 * Milliseconds for which no new batch may be sent, 0 when none holds. A hold that ends later than any may was set before the clock
 * was set back: from then on it lasts the longest time once more, because whoever holds may still be at work.
 */
export function holdWait(sql: LedgerSql, now: number): number {
  const hold = readMeta(sql, 'hold', NO_HOLD);
  if (hold.until - now <= MAX_HOLD_MS) return Math.max(0, hold.until - now);
  writeMeta(sql, 'hold', { ...hold, until: now + MAX_HOLD_MS });
  return MAX_HOLD_MS;
}

/** False while somebody else holds. The same holder may prolong. */
export function takeHold(sql: LedgerSql, by: string, ms: number, now: number): boolean {
  if (holdWait(sql, now) > 0 && readMeta(sql, 'hold', NO_HOLD).by !== by) return false;
  writeMeta(sql, 'hold', { by, until: now + Math.min(ms, MAX_HOLD_MS) });
  return true;
}

/** Takes the hold and waits for the batch in flight. False, without a hold, while somebody else holds or no answer comes. */
export async function holdStill(
  { sql, book, now }: { sql: LedgerSql; book: Pick<Book, 'position'>; now: () => number },
  by: string,
  ms: number,
): Promise<boolean> {
  if (!takeHold(sql, by, ms, now())) return false;
  // Polls are counted, because the clock may be set meanwhile.
  for (let polls = HOLD_PATIENCE_MS / POLL_MS; book.position.batch !== null && polls > 0; polls--)
    await scheduler.wait(POLL_MS);
  if (book.position.batch === null) return true;
  endHold(sql, by);
  return false;
}

/** Does nothing when somebody else has come to hold meanwhile. */
export function endHold(sql: LedgerSql, by: string): void {
  if (readMeta(sql, 'hold', NO_HOLD).by === by) writeMeta(sql, 'hold', NO_HOLD);
}
