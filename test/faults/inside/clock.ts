/**
 * Puts the stepped clock in the place of the worker's own. Imported before anything that keeps `Date.now`. Waits by timer stay real;
 * alarms are translated by `steppedAlarms`.
 */
import { realMs, realNow, steppedMs, steppedNow } from './time.ts';

const RealDate = Date;

class SteppedDate extends RealDate {
  constructor(...args: [] | [number | string | Date]) {
    if (args.length === 0) super(steppedNow());
    else super(args[0]);
  }

  static override now(): number {
    return steppedNow();
  }
}
globalThis.Date = SteppedDate as DateConstructor;

/**
 * Makes an object's alarms ring when this clock reaches their time. Returns what has to be called with the length of a step: an alarm
 * keeps its time, so it rings so much sooner or later.
 */
export function steppedAlarms(storage: DurableObjectStorage): (stepMs: number) => Promise<void> {
  const setAlarm = storage.setAlarm.bind(storage);
  const getAlarm = storage.getAlarm.bind(storage);
  Object.defineProperty(storage, 'setAlarm', {
    value: (at: number | Date) => setAlarm(realNow() + realMs(Math.max(0, Number(at) - steppedNow()))),
  });
  Object.defineProperty(storage, 'getAlarm', {
    value: async () => {
      const at = await getAlarm();
      return at === null ? null : steppedNow() + steppedMs(at - realNow());
    },
  });
  return async (stepMs) => {
    const at = await getAlarm();
    if (at !== null) await setAlarm(Math.max(realNow(), at - realMs(stepMs)));
  };
}
