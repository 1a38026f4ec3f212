/** A chart by keyboard: arrows read it, Shift and arrows choose a stretch, Enter zooms into it, Escape forgets it. */
import type { KeyboardEvent, RefObject } from 'react';
import { useState } from 'react';
import type uPlot from 'uplot';
import type { Hover } from '../chart/use-uplot.ts';
import type { TrendPoint } from './trend-points.ts';

const NOTHING = { left: 0, top: 0, width: 0, height: 0 };

interface ChartKeys {
  drawn: RefObject<uPlot | null>;
  points: readonly TrendPoint[];
  hover: Hover | undefined;
  onZoom: ((first: number, last: number) => void) | undefined;
}

export function useChartKeys({ drawn, points, hover, onZoom }: ChartKeys) {
  /** Where the chosen stretch began. */
  const [anchor, setAnchor] = useState<number>();

  function mark(first: number, last: number) {
    const chart = drawn.current;
    const [one = 0, other = 0] = [first, last].map(
      (index) => chart?.valToPos((points[index]?.at ?? 0) / 1000, 'x') ?? 0,
    );
    const width = Math.max(1, Math.abs(other - one));
    chart?.setSelect({ left: Math.min(one, other), width, top: 0, height: chart.over.clientHeight }, false);
  }

  function forget() {
    setAnchor(undefined);
    drawn.current?.setSelect(NOTHING, false);
  }

  function step(by: number, select: boolean) {
    const from = hover?.index ?? (by > 0 ? -1 : points.length);
    const index = Math.min(points.length - 1, Math.max(0, from + by));
    const target = points[index];
    if (!drawn.current || !target) return;
    drawn.current.setCursor({ left: drawn.current.valToPos(target.at / 1000, 'x'), top: 1 });
    if (!select || !onZoom) return forget();
    const start = anchor ?? Math.min(points.length - 1, Math.max(0, from));
    setAnchor(start);
    mark(start, index);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      event.preventDefault();
      step(event.key === 'ArrowLeft' ? -1 : 1, event.shiftKey);
    } else if (event.key === 'Enter' && onZoom && hover) {
      event.preventDefault();
      forget();
      onZoom(anchor ?? hover.index, hover.index);
    } else if (event.key === 'Escape' && anchor !== undefined) {
      event.preventDefault();
      forget();
    }
  }

  return { onKeyDown, forget };
}
