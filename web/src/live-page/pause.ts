/** Holding the page still: what is shown stays as it was, and what comes meanwhile is counted. */
import { useState } from 'react';
import { eventsOf, type LiveTotals } from '../live/totals.ts';

export interface Pause {
  /** What is shown. */
  shown: LiveTotals | undefined;
  paused: boolean;
  /** Events that were counted since the page was paused. */
  waiting: number;
  toggle: () => void;
}

export function usePause(live: LiveTotals | undefined): Pause {
  const [held, setHeld] = useState<LiveTotals>();
  return {
    shown: held ?? live,
    paused: held !== undefined,
    waiting: held ? waitingSince(held, live) : 0,
    toggle: () => setHeld(held ? undefined : live),
  };
}

/** Exact whatever the frames listed: totals are the ledger's. */
export function waitingSince(held: LiveTotals, live: LiveTotals | undefined): number {
  if (!held.workspace || !live?.workspace) return 0;
  return Math.max(0, eventsOf(live.workspace) - eventsOf(held.workspace));
}
