/**
 * The clock of a worker in the harness's hands: it can be stepped, and run faster than the world. Imported before anything that
 * keeps `Date.now`. Waits by timer stay real; alarms are translated by `steppedAlarms`.
 */

const RealDate = Date;
const clock = { realBase: RealDate.now(), base: RealDate.now(), speed: 1 };

function now(): number {
  return Math.round(clock.base + (RealDate.now() - clock.realBase) * clock.speed);
}

class SteppedDate extends RealDate {
  constructor(...args: [] | [number | string | Date]) {
    if (args.length === 0) super(now());
    else super(args[0]);
  }

  static override now(): number {
    return now();
  }
}
globalThis.Date = SteppedDate as DateConstructor;

/** Sets the clock `offsetMs` off the world's, from where it runs `speed` times as fast. Returns how far it was stepped. */
export function setClock(offsetMs: number, speed: number): number {
  const real = RealDate.now();
  const before = now();
  Object.assign(clock, { realBase: real, base: real + offsetMs, speed });
  return now() - before;
}

/**
 * Makes an object's alarms ring when this clock reaches their time. Returns what has to be called with the length of a step: an alarm
 * keeps its time, so it rings so much sooner or later.
 */
export function steppedAlarms(storage: DurableObjectStorage): (stepMs: number) => Promise<void> {
  const setAlarm = storage.setAlarm.bind(storage);
  const getAlarm = storage.getAlarm.bind(storage);
  Object.defineProperty(storage, 'setAlarm', {
    value: (at: number | Date) => setAlarm(RealDate.now() + Math.max(0, Number(at) - now()) / clock.speed),
  });
  Object.defineProperty(storage, 'getAlarm', {
    value: async () => {
      const at = await getAlarm();
      return at === null ? null : now() + (at - RealDate.now()) * clock.speed;
    },
  });
  return async (stepMs) => {
    const at = await getAlarm();
    if (at !== null) await setAlarm(Math.max(RealDate.now(), at - stepMs / clock.speed));
  };
}
