/** The receipt of one workspace: where each of its events is. Nothing is anywhere else. */
import type { CaptureTrouble } from '../event/trouble.ts';
import type { LedgerProof } from '../ledger/contract.ts';

export interface Receipt {
  /** Counted once each, since the beginning. `accepted = stored + waiting`. */
  accepted: number;
  /** Known to be in ClickHouse. */
  stored: number;
  waiting: number;
  /** False when so much waits that `waiting` is a lower bound. */
  waitingComplete: boolean;
  oldestWaitingMs: number;
  /** Events in dead letters that were retried in vain and not sent again. */
  dead: number;
  /** Events that must not be counted, by reason, and were not sent again; kept with the dead letters. */
  dropped: Record<string, number>;
  /** Events of dead letters that were sent again. */
  replayed: number;
  breaker: LedgerProof['breaker'];
  /** Clicks that the queue would not take at the edge, by what became of them, as far as the edge could report it. */
  capture: Record<CaptureTrouble, number>;
}

const DROPPED = 'dropped:';

export function receiptOf(proof: LedgerProof, capture: Receipt['capture']): Receipt {
  const accepted = sum(Object.values(proof.acceptedByDay));
  const waiting = sum(Object.values(proof.waitingByDay));
  const letters = Object.entries(proof.letters);
  const left = letters.map(([reason, { events, replayed }]): [string, number] => [reason, events - replayed]);
  return {
    accepted,
    stored: accepted - waiting,
    waiting,
    waitingComplete: proof.waitingComplete,
    oldestWaitingMs: proof.oldestWaitingMs,
    dead: sum(left.filter(([reason]) => !reason.startsWith(DROPPED)).map(([, events]) => events)),
    dropped: Object.fromEntries(
      left
        .filter(([reason, events]) => reason.startsWith(DROPPED) && events > 0)
        .map(([reason, events]) => [reason.slice(DROPPED.length), events]),
    ),
    replayed: sum(letters.map(([, { replayed }]) => replayed)),
    breaker: proof.breaker,
    capture,
  };
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
