// @vitest-environment jsdom
import type uPlot from 'uplot';
import { beforeEach, expect, it, vi } from 'vitest';
import { followFinger } from './follow-finger.ts';

const WIDTH = 300;
let select: uPlot.Select;
let cursor: number | undefined;
let chart: uPlot;
const onBrush = vi.fn<(first: number, last: number) => void>();

/** The part of a chart that a finger meets: ten pixels a bucket. */
function chartOf(): uPlot {
  const over = document.createElement('div');
  over.getBoundingClientRect = () => new DOMRect(20, 0, WIDTH, 100);
  return {
    over,
    setCursor: ({ left }: { left: number }) => (cursor = left),
    setSelect: (next: uPlot.Select) => (select = next),
    posToIdx: (left: number) => Math.round(left / 10),
  } as unknown as uPlot;
}

/** At a place within the plot. */
function touch(type: string, left: number, pointerType = 'touch'): void {
  const event = new MouseEvent(type, { clientX: 20 + left, bubbles: true });
  chart.over.dispatchEvent(Object.assign(event, { pointerType, isPrimary: true }));
}

beforeEach(() => {
  select = { left: 0, width: 0, top: 0, height: 0 };
  cursor = undefined;
  onBrush.mockClear();
  chart = chartOf();
  followFinger(chart, onBrush);
});

it('a finger that goes sideways chooses a stretch, in either direction', () => {
  touch('pointerdown', 200);
  touch('pointermove', 90);
  expect(select).toMatchObject({ left: 90, width: 110 });
  touch('pointerup', 50);
  expect(onBrush).toHaveBeenCalledExactlyOnceWith(5, 20);
  expect(select.width).toBe(0);
});

it('a touch reads and chooses nothing; nor does a finger that scrolls the page, nor the mouse, which the chart knows itself', () => {
  touch('pointerdown', 100);
  expect(cursor).toBe(100);
  touch('pointerup', 110);
  touch('pointerdown', 100);
  touch('pointermove', 180);
  touch('pointercancel', 180);
  touch('pointerup', 250);
  touch('pointerdown', 0, 'mouse');
  touch('pointerup', 250, 'mouse');
  expect(onBrush).not.toHaveBeenCalled();
  expect(select.width).toBe(0);
});

it('a finger beyond the plot means its end', () => {
  touch('pointerdown', 250);
  touch('pointerup', 500);
  expect(onBrush).toHaveBeenCalledExactlyOnceWith(25, 30);
});
