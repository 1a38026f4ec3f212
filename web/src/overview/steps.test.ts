import { expect, it } from 'vitest';
import { hasNoClicks, nextStep } from './steps.ts';

it.each([
  [{ links: 0, opened: false, clicks: 0 }, 'make'],
  [{ links: 1, opened: false, clicks: 0 }, 'open'],
  [{ links: 1, opened: true, clicks: 0 }, 'see'],
  [{ links: 1, opened: false, clicks: 1 }, 'done'],
  [{ links: 0, opened: true, clicks: 3 }, 'done'],
] as const)('after %j comes %s', (progress, next) => {
  expect(nextStep(progress)).toBe(next);
});

it('a workspace is at its beginning with few links and no click', () => {
  expect(hasNoClicks([])).toBe(true);
  expect(hasNoClicks([{ clicks: 0 }, { clicks: 0 }])).toBe(true);
  expect(hasNoClicks([{ clicks: 0 }, { clicks: 1 }])).toBe(false);
  expect(hasNoClicks(Array.from({ length: 21 }, () => ({ clicks: 0 })))).toBe(false);
});
