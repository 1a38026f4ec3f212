/** The last hour, minute by minute: frames name the minutes that changed, the clock moves the window. */
import type { LiveMinute } from '#core/live/protocol.ts';

export const MINUTE_MS = 60_000;
export const MINUTES_SHOWN = 60;

/** The newest figures of each minute, oldest first, at most an hour of them. */
export function mergeMinutes(known: readonly LiveMinute[], changed: readonly LiveMinute[]): readonly LiveMinute[] {
  if (changed.length === 0) return known;
  const byStart = new Map([...known, ...changed].map((minute) => [minute.start, minute]));
  return [...byStart.values()].toSorted((a, b) => a.start - b.start).slice(-MINUTES_SHOWN);
}

/** Sixty minutes that end with the passing one, empty ones included. */
export function lastHour(known: readonly LiveMinute[], nowMs: number): LiveMinute[] {
  const byStart = new Map(known.map((minute) => [minute.start, minute]));
  // A server's clock may be a little ahead of this one.
  const passing = Math.max(Math.floor(nowMs / MINUTE_MS) * MINUTE_MS, known.at(-1)?.start ?? 0);
  return Array.from({ length: MINUTES_SHOWN }, (_, place) => {
    const start = passing - (MINUTES_SHOWN - 1 - place) * MINUTE_MS;
    return byStart.get(start) ?? { start, hits: 0, clicks: 0 };
  });
}
