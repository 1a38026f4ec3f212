import { expect, it } from 'vitest';
import { makePlan } from './plan.ts';

it('is the same for the same seed, and another for another', () => {
  expect(makePlan(7, 5_000)).toEqual(makePlan(7, 5_000));
  expect(makePlan(7, 5_000).segments).not.toEqual(makePlan(8, 5_000).segments);
});

it('offers exactly the events asked for', () => {
  for (const events of [1, 399, 5_000, 12_345]) {
    const { segments } = makePlan(3, events);
    expect(segments.reduce((sum, segment) => sum + segment.events, 0)).toBe(events);
  }
});

it('meets every kind of fault and of blow within a few seeds', () => {
  const plans = Array.from({ length: 20 }, (_, seed) => makePlan(seed + 1, 5_000));
  const segments = plans.flatMap((plan) => plan.segments);
  const stores = new Set(segments.map(({ faults }) => faults.store?.kind));
  const blows = new Set(segments.map(({ blow }) => blow?.kind));
  expect(stores.size).toBe(8);
  expect(blows.size).toBe(6);
  expect(plans.some(({ cursed }) => cursed)).toBe(true);
  expect(segments.some(({ faults }) => faults.rollupFull)).toBe(true);
});
