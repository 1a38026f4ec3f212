/** Draws a uPlot chart into an element and keeps it in step with its data, its size and its colours. */
import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { followFinger } from './follow-finger.ts';
import { chartOptions, coloursOf, type ValueAxis } from './options.ts';
import type { Bucket, Columns } from './points.ts';
import { useWidth } from './use-width.ts';

/** The bucket under the cursor, and its place in pixels from the element's left edge. */
export interface Hover {
  index: number;
  left: number;
}

interface ChartInput {
  columns: Columns;
  bucket: Bucket;
  /** Must keep its identity, or the chart is drawn anew. */
  onHover: (hover: Hover | undefined) => void;
  /** These, too. */
  axis?: ValueAxis;
  compared?: boolean;
  onBrush?: (first: number, last: number) => void;
}

/** Returns the chart, null while there is none. */
export function useUplot(
  host: RefObject<HTMLElement | null>,
  { columns, bucket, onHover, axis, compared, onBrush }: ChartInput,
) {
  const chart = useRef<uPlot>(null);
  const latest = useRef(columns);
  const width = useWidth(host);

  useEffect(() => {
    latest.current = columns;
    chart.current?.setData(columns as uPlot.AlignedData);
  }, [columns]);

  useEffect(() => {
    const element = host.current;
    if (!element || width === 0) return;
    const font = `500 11px ${getComputedStyle(element).fontFamily}`;
    const look = { width, bucket, colours: coloursOf(element), font, onHover, axis, compared, onBrush };
    const drawn = new uPlot(chartOptions(look), latest.current as uPlot.AlignedData, element);
    chart.current = drawn;
    const letGo = followFinger(drawn, onBrush);
    return () => {
      letGo();
      chart.current = null;
      drawn.destroy();
    };
  }, [host, width, bucket, onHover, axis, compared, onBrush]);

  return chart;
}
