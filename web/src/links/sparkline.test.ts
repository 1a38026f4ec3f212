// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { linePoints } from './sparkline.tsx';
import { seriesOf } from './sparklines.ts';

it('the busiest day touches the top, a quiet one the ground, and the line fills its width', () => {
  const points = linePoints([0, 5, 10]);
  expect(points).toEqual([
    [0, 26],
    [48, 14],
    [96, 2],
  ]);
  expect(linePoints([0, 0])).toEqual([
    [0, 26],
    [96, 26],
  ]);
});

it('a report by day and link becomes a series for each link', () => {
  const row = (start: string, linkId: string, clicks: number | null) => ({
    key: { start, linkId },
    values: { clicks },
  });
  const series = seriesOf([row('1', 'a', 3), row('2', 'a', 0), row('1', 'b', 1), row('2', 'b', null)]);
  expect([...series]).toEqual([
    ['a', [3, 0]],
    ['b', [1, 0]],
  ]);
});
