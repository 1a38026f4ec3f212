/** The audit of one workspace: what the ledger accepted against what the store holds, day by day. Pure. */
import type { LedgerProof } from '../ledger/contract.ts';

/** What the analytical store holds of one UTC day of events. */
export interface StoredDay {
  /** Different event ids in raw. */
  raw: number;
  /** Sums over the rollups; all four must say the same. */
  hourly: number;
  daily: number;
  hourlyDimensions: number;
  dailyDimensions: number;
}

/**
 * `balanced`: accepted = raw = hourly = daily, and nothing of the day waits. `catching_up`: events of the day wait or were
 * being stored during the audit, and raw lies between what was known to be stored and what is accepted. `broken`: anything else.
 */
export const DAY_STATUSES = ['balanced', 'catching_up', 'broken'] as const;

export interface AuditedDay extends StoredDay {
  /** `YYYY-MM-DD`, UTC day of the events. */
  day: string;
  accepted: number;
  /** Of the accepted ones, not yet known to be stored. */
  waiting: number;
  status: (typeof DAY_STATUSES)[number];
}

export const NO_STORED_DAY: StoredDay = { raw: 0, hourly: 0, daily: 0, hourlyDimensions: 0, dailyDimensions: 0 };

/**
 * The ledger is asked before and after the store, because nothing stands still meanwhile.
 * @param days the days to judge; days without any event are left out.
 */
export function auditDays(
  days: readonly string[],
  before: LedgerProof,
  stored: ReadonlyMap<string, StoredDay>,
  after: LedgerProof,
): AuditedDay[] {
  return days.flatMap((day) => {
    const holds = stored.get(day) ?? NO_STORED_DAY;
    const accepted = after.acceptedByDay[day] ?? 0;
    const waiting = after.waitingByDay[day] ?? 0;
    if (accepted === 0 && Object.values(holds).every((count) => count === 0)) return [];
    return [{ day, accepted, waiting, ...holds, status: judge(day, before, holds, after) }];
  });
}

function judge(day: string, before: LedgerProof, holds: StoredDay, after: LedgerProof): AuditedDay['status'] {
  const accepted = after.acceptedByDay[day] ?? 0;
  const acceptedBefore = before.acceptedByDay[day] ?? 0;
  if (Object.values(holds).every((count) => count === accepted)) {
    return (after.waitingByDay[day] ?? 0) === 0 ? 'balanced' : 'catching_up';
  }
  const waitingBefore = before.waitingByDay[day] ?? 0;
  const isMoving = waitingBefore > 0 || accepted !== acceptedBefore || !before.waitingComplete;
  const known = before.waitingComplete ? acceptedBefore - waitingBefore : 0;
  return isMoving && holds.raw >= known && holds.raw <= accepted ? 'catching_up' : 'broken';
}
