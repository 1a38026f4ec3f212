/** Brings rollups back to what raw says: the difference is inserted, so what is right stays untouched and a repair may be repeated. */

/** One workspace and a span of whole hours: `[from, to)` in Unix milliseconds. */
export interface WorkspaceSpan {
  workspaceId: string;
  from: number;
  to: number;
}

/** The rollup tables in the order of repair: days are fed by hours, so they are compared after the hours are right. */
export const ROLLUPS = ['events_per_hour', 'dimensions_per_hour', 'events_per_day', 'dimensions_per_day'] as const;
export type Rollup = (typeof ROLLUPS)[number];

/** What a rollup lacks or has too much of. */
export interface Difference {
  /** Keys with a wrong count or sum; 0 when the rollup is right. */
  keys: number;
  /** Sum of the signed corrections; positive when events were missing. */
  events: number;
  /** Hash over keys, stored values and corrections: two computations of one state have the same. */
  digest: string;
}

/** The analytical store as a repair needs it. Nobody else may insert rows of the workspace meanwhile. */
export interface RollupStore {
  /** Hours are compared with raw, each event id once; days with the hours. */
  difference(rollup: Rollup, span: WorkspaceSpan): Promise<Difference>;
  /** Inserts the difference; a token that was used before changes nothing. */
  correct(rollup: Rollup, span: WorkspaceSpan, token: string): Promise<void>;
}

export interface Correction extends Difference {
  rollup: Rollup;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The span of one hour. @param hour `YYYY-MM-DD HH`, UTC. */
export function hourSpan(workspaceId: string, hour: string): WorkspaceSpan {
  const from = Date.parse(`${hour.replace(' ', 'T')}:00:00Z`);
  return { workspaceId, from, to: from + HOUR_MS };
}

/** The span of one UTC day. @param day `YYYY-MM-DD`. */
export function daySpan(workspaceId: string, day: string): WorkspaceSpan {
  const from = Date.parse(`${day}T00:00:00Z`);
  return { workspaceId, from, to: from + DAY_MS };
}

/**
 * Recomputes the span and corrects what differs, the hours first. Closed days follow by themselves: one whose events are no longer as
 * many as the rollup's is open again until it is closed anew (close-days.ts).
 * @param occasion names why, e.g. the time of the mark: the same wrong state may come back later and must be corrected again.
 * @param mayWrite false when the time alone with the workspace is nearly over.
 * @returns the corrections made. Throws when the store does, or when a corrected rollup still differs: repair again.
 */
export async function repairSpan(
  store: RollupStore,
  span: WorkspaceSpan,
  occasion: string,
  mayWrite: () => boolean,
): Promise<Correction[]> {
  const corrections: Correction[] = [];
  for (const rollup of ROLLUPS) {
    const scope = rollup.endsWith('_day') ? wholeDays(span) : span;
    const difference = await store.difference(rollup, scope);
    if (difference.keys === 0) continue;
    if (!mayWrite()) throw new Error(`no time left to correct ${rollup}`);
    await store.correct(rollup, scope, `repair-${rollup}-${scope.from}-${scope.to}-${occasion}-${difference.digest}`);
    const left = await store.difference(rollup, scope);
    if (left.keys > 0) throw new Error(`${rollup} still differs in ${left.keys} keys after its correction`);
    corrections.push({ rollup, ...difference });
  }
  return corrections;
}

function wholeDays({ workspaceId, from, to }: WorkspaceSpan): WorkspaceSpan {
  return { workspaceId, from: Math.floor(from / DAY_MS) * DAY_MS, to: Math.ceil(to / DAY_MS) * DAY_MS };
}
