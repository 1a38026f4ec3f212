/** One feed out of two sources: what was fetched and what the socket told since. */
import type { LiveEvent } from '#core/live/protocol.ts';

/** Newest first, each event once, at most `limit`. */
export function mergeFeed(live: readonly LiveEvent[], fetched: readonly LiveEvent[], limit: number): LiveEvent[] {
  const byId = new Map<string, LiveEvent>();
  for (const event of [...live, ...fetched]) if (!byId.has(event.id)) byId.set(event.id, event);
  return [...byId.values()].toSorted((a, b) => b.ts - a.ts).slice(0, limit);
}
