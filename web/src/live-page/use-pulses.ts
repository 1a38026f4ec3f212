/** The rings on the map now: added as events come, taken away when they have faded. */
import { useEffect, useState } from 'react';
import type { LiveEvent } from '#core/live/protocol.ts';
import { type Pulse, pulsesSince, withPulses } from './pulses.ts';

/** A little longer than the animation. */
const FADED_AFTER_MS = 2_400;

export function usePulses(events: readonly LiveEvent[] | undefined): Pulse[] {
  const newest = events?.[0]?.id;
  // What stood in the feed when the page was opened is no news.
  const [seen, setSeen] = useState({ newest, pulses: [] as Pulse[] });
  if (seen.newest !== newest)
    setSeen({ newest, pulses: withPulses(seen.pulses, pulsesSince(events ?? [], seen.newest)) });
  const { pulses } = seen;
  const last = pulses.at(-1)?.id;
  useEffect(() => {
    if (last === undefined) return;
    const timer = setTimeout(
      () => setSeen((now) => ({ ...now, pulses: now.pulses.slice(now.pulses.findIndex(({ id }) => id === last) + 1) })),
      FADED_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, [last]);
  return pulses;
}
