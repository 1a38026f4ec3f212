/** A clock in the harness's hands: it can be stepped, and run faster than the world. */

const RealDate = Date;
const clock = { realBase: RealDate.now(), base: RealDate.now(), speed: 1 };

export const realNow = (): number => RealDate.now();

export function steppedNow(): number {
  return Math.round(clock.base + (RealDate.now() - clock.realBase) * clock.speed);
}

/** Milliseconds of the world that `ms` of this clock take. */
export const realMs = (ms: number): number => ms / clock.speed;
/** Milliseconds of this clock that `ms` of the world take. */
export const steppedMs = (ms: number): number => ms * clock.speed;

/** Sets the clock `offsetMs` off the world's, from where it runs `speed` times as fast. Returns how far it was stepped. */
export function setClock(offsetMs: number, speed: number): number {
  const real = RealDate.now();
  const before = steppedNow();
  Object.assign(clock, { realBase: real, base: real + offsetMs, speed });
  return steppedNow() - before;
}
