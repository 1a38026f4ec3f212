/**
 * Closing days: what raw events say of a day that is over is counted once and kept, above all its visitors. A closed day proves itself: it
 * is one as long as its events are as many as the rollup's, so that a late event opens it again, and the next run adds the difference. Days of
 * large links are closed each by itself, too. They prove themselves to readers one by one; for this job the workspace's events stand for all.
 */

/** Whose days: the workspace's as a whole, and those of its large links, each by itself. */
export const CLOSED_OF = ['workspace', 'links'] as const;
export type ClosedOf = (typeof CLOSED_OF)[number];

/**
 * From this many events on, a link's day is closed by itself. A year of days below it is at most 730 000 raw events of one link, which lie together
 * and are read in a third of a second; of a smaller day three rows would be kept for each event.
 */
export const LARGE_LINK_EVENTS = 2_000;

export interface DayToClose {
  workspaceId: string;
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  of: ClosedOf;
  /** What the rollup has, of the whole workspace. */
  events: number;
  /** What it had when the day was closed; 0 when it never was. */
  closed: number;
}

/** Parts of the year whose sums are kept beside the days'. */
export const SUM_PARTS = ['month', 'quarter'] as const;
export type SumPart = (typeof SUM_PARTS)[number];

/** A sum that lacks what its days have: the store failed between the two, or the days are older than the sums. Readers take the days. */
export interface SumToMend {
  workspaceId: string;
  of: ClosedOf;
  part: SumPart;
  /** Its first day. */
  start: string;
}

/** The analytical store as closing needs it. */
export interface ClosingStore {
  /** Days before `before` that are not closed, newest first, of every workspace; of links where there may be a large one. @param before `YYYY-MM-DD`. */
  daysToClose(before: string, limit: number): Promise<DayToClose[]>;
  /** Adds what raw events have beyond what is stored; a token that was used before changes nothing. */
  closeDay(day: DayToClose, token: string): Promise<void>;
  /** Newest first, at most `limit` of each part of the year. */
  sumsToMend(limit: number): Promise<SumToMend[]>;
  /** Adds what its days have beyond it. */
  mendSum(sum: SumToMend, token: string): Promise<void>;
}

export interface ClosingRun {
  closed: number;
  /** Months and quarters. */
  mended: number;
  /** Days that the store refused: they are read from raw events until a run succeeds. */
  failed: number;
  /** Time was up, or there were more than one run looks at. */
  left: boolean;
}

const DAY_MS = 86_400_000;
/** Events that were on their way at midnight have mostly arrived by then; the hourly run comes seven minutes past. */
const GRACE_MS = 5 * 60_000;
/** Of one run; an hourly run that is behind, as after a migration, closes the newest first. */
const MAX_DAYS = 5_000;
/** Runs end long before the next. */
const MAX_RUN_MS = 20 * 60_000;
/** This many in a row mean that the store is away. */
const MAX_FAILURES_IN_A_ROW = 3;

/**
 * Two runs at once do no harm: a token names the run's hour and both counts, and what is added twice all the same is an event too many, which
 * opens the day for the next.
 * @param tell hears of each day that could not be closed.
 */
export async function closeDays(
  store: ClosingStore,
  now: () => number,
  tell: (day: DayToClose, error: unknown) => void,
): Promise<ClosingRun> {
  const until = now() + MAX_RUN_MS;
  const before = new Date(Math.floor((now() - GRACE_MS) / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
  const hour = new Date(now()).toISOString().slice(0, 13);
  const days = await store.daysToClose(before, MAX_DAYS);
  const run: ClosingRun = { closed: 0, mended: 0, failed: 0, left: days.length === MAX_DAYS };
  for (const sum of await store.sumsToMend(MAX_DAYS)) {
    if (now() >= until) return { ...run, left: true };
    await store.mendSum(sum, `mend-${sum.of}-${sum.part}-${sum.workspaceId}-${sum.start}-${crypto.randomUUID()}`);
    run.mended += 1;
  }
  let failures = 0;
  for (const day of days) {
    if (now() >= until || failures >= MAX_FAILURES_IN_A_ROW) return { ...run, left: true };
    try {
      await store.closeDay(day, `close-${day.of}-${day.workspaceId}-${day.day}-${hour}-${day.closed}-${day.events}`);
      run.closed += 1;
      failures = 0;
    } catch (error) {
      run.failed += 1;
      failures += 1;
      tell(day, error);
    }
  }
  return run;
}
