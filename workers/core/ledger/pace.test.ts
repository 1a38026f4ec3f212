import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DRAIN_DELAY_MS, MAX_BATCH_EVENTS, MAX_GATHER_MS, MIN_BATCH_EVENTS, SLOW_INSERT_MS } from './limits.ts';
import { afterBatch, FIRST_PACE, gatherMs, type Pace } from './pace.ts';

const START = 1_000_000;
/** When `paced` ends. */
const PACED = START + 10_000;

/** A pace that has seen `perSecond` events a second for ten batches. */
function paced(perSecond: number): Pace {
  let pace: Pace = { ...FIRST_PACE, at: START };
  for (let second = 1; second <= 10; second++)
    pace = afterBatch(pace, { ok: true, tookMs: 100, accepted: perSecond * second, now: START + second * 1_000 });
  return pace;
}

describe('how long a batch gathers', () => {
  it('is short while it is quiet: a click shows soon', () => {
    expect(gatherMs(FIRST_PACE, 1, START)).toBe(DRAIN_DELAY_MS);
    expect(gatherMs(paced(50), 10, PACED)).toBe(DRAIN_DELAY_MS);
  });

  it('is short again after a silence, and when the clock was set back', () => {
    expect(gatherMs(paced(2_000), 1, PACED + 60_000)).toBe(DRAIN_DELAY_MS);
    expect(gatherMs(paced(2_000), 1, PACED - 60_000)).toBe(DRAIN_DELAY_MS);
  });

  it('is longer when that makes an insert worth its fixed cost, but never beyond its bound', () => {
    expect(gatherMs(paced(2_000), 0, PACED)).toBe(MAX_GATHER_MS);
    expect(gatherMs(paced(8_000), 0, PACED)).toBeGreaterThan(DRAIN_DELAY_MS);
    expect(gatherMs(paced(8_000), 0, PACED)).toBeLessThan(MAX_GATHER_MS);
  });

  it('is nothing when a whole batch waits already', () => {
    expect(gatherMs(FIRST_PACE, MAX_BATCH_EVENTS, START)).toBe(0);
    expect(gatherMs(paced(100_000), MAX_BATCH_EVENTS + 1, PACED)).toBe(0);
  });
});

describe('how large a batch may be', () => {
  const failed = (pace: Pace): Pace => afterBatch(pace, { ok: false, tookMs: 30_000, accepted: 0, now: pace.at + 1 });

  it('shrinks when the store is slow or fails, and comes back when it answers fast again', () => {
    let pace = failed(failed(FIRST_PACE));
    expect(pace.batchEvents).toBe(MAX_BATCH_EVENTS / 4);
    pace = afterBatch(pace, { ok: true, tookMs: SLOW_INSERT_MS + 1, accepted: 0, now: pace.at + 1 });
    expect(pace.batchEvents).toBe(MAX_BATCH_EVENTS / 8);
    for (let batch = 0; batch < 3; batch++)
      pace = afterBatch(pace, { ok: true, tookMs: 200, accepted: 0, now: pace.at + 1 });
    expect(pace.batchEvents).toBe(MAX_BATCH_EVENTS);
  });

  it('stays between its bounds, and the wait too, whatever happens and wherever the clock goes', () => {
    const outcomes = fc.array(
      fc.record({
        ok: fc.boolean(),
        tookMs: fc.nat(60_000),
        accepted: fc.nat(1_000_000),
        now: fc.integer({ min: -1_000_000, max: 1_000_000_000 }),
      }),
    );
    fc.assert(
      fc.property(outcomes, fc.nat(1_000_000), (taken, waiting) => {
        let pace = FIRST_PACE;
        for (const outcome of taken) {
          pace = afterBatch(pace, outcome);
          expect(pace.batchEvents).toBeGreaterThanOrEqual(MIN_BATCH_EVENTS);
          expect(pace.batchEvents).toBeLessThanOrEqual(MAX_BATCH_EVENTS);
          const wait = gatherMs(pace, waiting, outcome.now + 100);
          expect(wait === 0 || (wait >= DRAIN_DELAY_MS && wait <= MAX_GATHER_MS)).toBe(true);
        }
      }),
    );
  });
});
