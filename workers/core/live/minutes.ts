/** Hits and human clicks of the last sixty minutes, minute by minute. */
import type { EventRow } from '../event/row.ts';
import { isMinuteOf, minuteMs, type MinuteCounts, minuteName } from '../ledger/minute-tally.ts';
import type { LiveMinute } from './protocol.ts';

const MINUTE_MS = 60_000;
/** As many as are shown, and the passing one is one of them. */
export const SHOWN_MINUTES = 60;

export class Minutes {
  /** By minute name; bounded by the last hour, because old ones go as new ones come. */
  readonly #counts: Map<string, MinuteCounts>;
  readonly #touched = new Set<string>();
  /** Unix milliseconds from when on they are whole. */
  readonly since: number;

  /** @param known counts by minute name. */
  constructor(known: ReadonlyMap<string, MinuteCounts>, since: number) {
    this.#counts = new Map([...known].map(([name, { hits, clicks }]) => [name, { hits, clicks }]));
    this.since = since;
  }

  /** Takes clicks in. What happened more than an hour before `nowMs` is no part of the series. */
  add(rows: readonly EventRow[], nowMs: number): void {
    for (const row of rows) {
      if (row.type !== 'click' || !isMinuteOf(row.ts, nowMs)) continue;
      const name = minuteName(row.ts);
      const counts = this.#counts.get(name) ?? { hits: 0, clicks: 0 };
      counts.hits += 1;
      if (row.class === 'human') counts.clicks += 1;
      this.#counts.set(name, counts);
      this.#touched.add(name);
    }
  }

  /** All sixty, oldest first. */
  series(nowMs: number): LiveMinute[] {
    const first = Math.floor(nowMs / MINUTE_MS) - SHOWN_MINUTES + 1;
    const byStart = new Map([...this.#counts].map(([name, counts]) => [minuteMs(name), counts]));
    return Array.from({ length: SHOWN_MINUTES }, (_, index) => {
      const start = (first + index) * MINUTE_MS;
      return { start, ...(byStart.get(start) ?? { hits: 0, clicks: 0 }) };
    });
  }

  /** Those that have changed since the last call, oldest first. */
  takeTouched(nowMs: number): LiveMinute[] {
    const touched = [...this.#touched].map((name) => ({
      start: minuteMs(name),
      ...(this.#counts.get(name) ?? { hits: 0, clicks: 0 }),
    }));
    this.#touched.clear();
    for (const name of this.#counts.keys())
      if (minuteMs(name) < nowMs - SHOWN_MINUTES * MINUTE_MS) this.#counts.delete(name);
    return touched.toSorted((a, b) => a.start - b.start);
  }
}
