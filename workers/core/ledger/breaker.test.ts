import { expect, it } from 'vitest';
import { afterFailure, type Breaker, breakerState, breakerWait, CLOSED_BREAKER } from './breaker.ts';

function failures(count: number, now: number): Breaker {
  let breaker = CLOSED_BREAKER;
  for (let index = 0; index < count; index++) breaker = afterFailure(breaker, now);
  return breaker;
}

it('opens at the third failure in a row, and lets one probe through after the pause', () => {
  expect(breakerState(failures(2, 0), 0)).toBe('closed');
  expect(breakerState(failures(3, 0), 0)).toBe('open');
  expect(breakerState(failures(3, 0), 1_999)).toBe('open');
  expect(breakerState(failures(3, 0), 2_000)).toBe('half-open');
});

it('never waits longer than half a minute, whatever the number of failures', () => {
  expect(breakerWait(failures(50, 0), 0)).toBe(30_000);
  expect(breakerWait(failures(50, 0), 30_000)).toBe(0);
});

it('does not wait for a clock that was set back to reach the end of a pause', () => {
  const breaker = failures(3, 3_600_000);
  expect(breakerWait(breaker, 0)).toBe(0);
  expect(breakerState(breaker, 0)).toBe('half-open');
  expect(breakerWait(failures(1, 3_600_000), 0)).toBe(0);
});
