/** A pause of the drain, so that somebody can compare raw with its rollups while nothing is on its way. Outlives an eviction. */
import { MAX_HOLD_MS } from '#core/ledger/limits.ts';
import { readMeta, writeMeta } from './meta.ts';
import type { LedgerSql } from './sql.ts';

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

/** Does nothing when somebody else has come to hold meanwhile. */
export function endHold(sql: LedgerSql, by: string): void {
  if (readMeta(sql, 'hold', NO_HOLD).by === by) writeMeta(sql, 'hold', NO_HOLD);
}
