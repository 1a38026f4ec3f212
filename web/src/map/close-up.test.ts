import { expect, it } from 'vitest';
import { drawCloseUp } from './close-up.ts';
import { MAP_HEIGHT, MAP_WIDTH } from './frame.ts';

/** Every corner of a path, in the frame's units. */
const corners = (path: string) =>
  [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

it.each(['DE', 'US', 'FR', 'RU', 'NZ', 'FJ'])('%s fills its frame, wherever on earth it lies', (code) => {
  const { country = '' } = drawCloseUp(code) ?? {};
  const [xs, ys] = [0, 1].map((axis) => corners(country).map((corner) => corner[axis] ?? 0)) as [number[], number[]];
  const [width, height] = [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)];
  expect(Math.max(width / MAP_WIDTH, height / MAP_HEIGHT)).toBeGreaterThan(0.8);
  expect(Math.min(...xs)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...ys)).toBeLessThanOrEqual(MAP_HEIGHT);
});

it('neighbours lie around it; an island has none', () => {
  expect(drawCloseUp('DE')?.around).not.toBe('');
  expect(drawCloseUp('NZ')?.around).toBe('');
});

it('a city state is drawn, what the atlas is too coarse for has no picture', () => {
  expect(drawCloseUp('SG')?.country).not.toBe('');
  expect(drawCloseUp('TK')).toBeUndefined();
});
