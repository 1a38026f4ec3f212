import { expect, it } from 'vitest';
import { nextStep } from './steps.ts';

it.each([
  [{ links: 0, opened: false, clicks: 0 }, 'make'],
  [{ links: 1, opened: false, clicks: 0 }, 'open'],
  [{ links: 1, opened: true, clicks: 0 }, 'see'],
  [{ links: 1, opened: false, clicks: 1 }, 'done'],
  [{ links: 0, opened: true, clicks: 3 }, 'done'],
] as const)('after %j comes %s', (progress, next) => {
  expect(nextStep(progress)).toBe(next);
});
