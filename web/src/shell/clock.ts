/** One clock for all relative times on the page, so that they tick together and cost one timer. */
import { useSyncExternalStore } from 'react';

function createClock(everyMs: number) {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    read: () => now,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      now = Date.now();
      timer ??= setInterval(() => {
        now = Date.now();
        for (const each of listeners) each();
      }, everyMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

/** "5 min ago" needs no more. */
const slow = createClock(15_000);
/** Countdowns. */
const fast = createClock(1_000);

/** Unix milliseconds, a quarter of a minute fresh. */
export const useNow = (): number => useSyncExternalStore(slow.subscribe, slow.read);
/** Unix milliseconds, a second fresh. */
export const useSeconds = (): number => useSyncExternalStore(fast.subscribe, fast.read);
