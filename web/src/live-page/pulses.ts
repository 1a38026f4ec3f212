/** Which rings the map draws: one for each country and frame, however many clicks, and never more than it can move smoothly. */
import type { LiveEvent } from '#core/live/protocol.ts';

export interface Pulse {
  /** Of the newest event it stands for. */
  id: string;
  country: string;
  count: number;
}

/** Each moves for two seconds; beyond this many nobody could follow them. */
export const MAX_PULSES = 48;

/** Rings of events that were not there before. `events` newest first; `before` the newest event of the last look; undefined when there was none. */
export function pulsesSince(events: readonly LiveEvent[], before: string | undefined): Pulse[] {
  const end = events.findIndex((event) => event.id === before);
  const byCountry = new Map<string, Pulse>();
  for (const event of end < 0 ? events : events.slice(0, end)) {
    if (event.country === '') continue;
    const known = byCountry.get(event.country);
    if (known) known.count += 1;
    else byCountry.set(event.country, { id: event.id, country: event.country, count: 1 });
  }
  return [...byCountry.values()];
}

/** With the new ones last; the oldest make room. */
export function withPulses(shown: readonly Pulse[], added: readonly Pulse[]): Pulse[] {
  return [...shown, ...added].slice(-MAX_PULSES);
}

/** Pixels: the area grows with the count, so that ten clicks look like ten times one. */
export function pulseSize(count: number): number {
  return Math.min(96, Math.round(28 * Math.sqrt(count)));
}
