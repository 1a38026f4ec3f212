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
});

it('lets a probe through when the clock was set back, instead of waiting until it is that late again', () => {
  const opened = failures(50, 1e12);
  expect(breakerWait(opened, 0)).toBe(0);
  expect(breakerState(opened, 0)).toBe('half-open');
  expect(breakerWait(afterFailure(opened, 0), 0)).toBe(30_000);
});
