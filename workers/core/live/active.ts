/** How many different visitors clicked within the last five minutes: exact while they are few, a sample of known rate above, bounded always. */
import type { EventRow } from '../event/row.ts';
import { hash32 } from '../hash/fnv1a.ts';
import type { LiveActive } from './protocol.ts';

export const ACTIVE_MS = 5 * 60_000;
/** The window moves in steps of this; a number falls at most this late. */
export const STEP_MS = 15_000;
const STEPS = ACTIVE_MS / STEP_MS;
/** Visitors held, about 80 bytes each. At half of them the error is 1/√2 048 = 2.2 %. */
export const MAX_HELD = 4_096;
/** One visitor in 2³¹ is a sample of nobody. */
const MAX_LEVEL = 31;

/**
 * Distinct sampling (Gibbons and Tirthapura, "Estimating simple functions on the union of data streams", 2001): at level L only
 * visitors whose hash ends in L zeros are held, each standing for 2ᴸ. Each step remembers the highest level it was seen at.
 */
export class ActiveVisitors {
  /** Last step of each visitor held. */
  readonly #seen = new Map<string, number>();
  /** Highest level in force during a step; absent for steps without clicks. */
  readonly #levels = new Map<number, number>();
  /** Unix milliseconds: earlier clicks are not all known. */
  readonly #since: number;
  #level = 0;

  constructor(since: number) {
    this.#since = since;
  }

  /** Takes human clicks in; visitors who are not known to be one (`0`) are not counted. */
  add(rows: readonly EventRow[], nowMs: number): void {
    const oldest = oldestStep(nowMs);
    for (const row of rows) {
      if (row.type !== 'click' || row.class !== 'human' || row.visitor_id === '0') continue;
      const step = Math.floor(Math.min(nowMs, Date.parse(`${row.ts.replace(' ', 'T')}Z`)) / STEP_MS);
      if (step < oldest) continue;
      this.#levels.set(step, Math.max(this.#level, this.#levels.get(step) ?? 0));
      if (!isAtLevel(row.visitor_id, this.#level)) continue;
      this.#seen.set(row.visitor_id, Math.max(step, this.#seen.get(row.visitor_id) ?? 0));
      if (this.#seen.size > MAX_HELD) this.#makeRoom(step, oldest);
    }
  }

  count(nowMs: number): LiveActive {
    const oldest = oldestStep(nowMs);
    this.#forget(oldest);
    const level = Math.max(0, ...this.#levels.values());
    const bySteps = Array.from({ length: STEPS + 1 }, () => 0);
    for (const [visitor, step] of this.#seen) if (isAtLevel(visitor, level)) bySteps[step - oldest]! += 2 ** level;
    // A quiet window needs no sample: from here on everybody is held again.
    if (this.#seen.size < MAX_HELD / 4) this.#level = 0;
    let visitors = bySteps.reduce((sum, n) => sum + n, 0);
    const exact = level === 0 && this.#since <= nowMs - ACTIVE_MS;
    const falls: LiveActive['falls'] = [];
    const now = visitors;
    for (const [index, n] of bySteps.entries()) {
      if (n === 0) continue;
      visitors -= n;
      falls.push([(oldest + index + 1) * STEP_MS + ACTIVE_MS, visitors]);
    }
    return { visitors: now, exact, falls };
  }

  #makeRoom(step: number, oldest: number): void {
    this.#forget(oldest);
    while (this.#seen.size > MAX_HELD / 2 && this.#level < MAX_LEVEL) {
      this.#level += 1;
      for (const visitor of this.#seen.keys()) if (!isAtLevel(visitor, this.#level)) this.#seen.delete(visitor);
    }
    for (const each of this.#levels.keys()) this.#levels.set(each, Math.max(this.#level, this.#levels.get(each) ?? 0));
    this.#levels.set(step, this.#level);
  }

  #forget(oldest: number): void {
    for (const [visitor, step] of this.#seen) if (step < oldest) this.#seen.delete(visitor);
    for (const step of this.#levels.keys()) if (step < oldest) this.#levels.delete(step);
  }
}

/** The first step that is still within the window, if only in part. */
function oldestStep(nowMs: number): number {
  return Math.floor((nowMs - ACTIVE_MS) / STEP_MS);
}

function isAtLevel(visitor: string, level: number): boolean {
  return level === 0 || hash32(visitor) % 2 ** level === 0;
}
