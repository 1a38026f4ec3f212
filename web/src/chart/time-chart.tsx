/** Clicks over time: an area, read with pointer or arrow keys, and the same figures as a table for screen readers. */
import 'uplot/dist/uPlot.min.css';
import { useMemo, useRef, useState } from 'react';
import { useIsDark } from '../design/theme.ts';
import { countOf } from '../format/number.ts';
import type { Bucket, Point } from './points.ts';
import { bucketLabel, bucketOf, columnsOf } from './points.ts';
import { PointsTable } from './points-table.tsx';
import styles from './time-chart.module.css';
import type { Hover } from './use-uplot.ts';
import { useUplot } from './use-uplot.ts';

interface TimeChartProps {
  points: Point[];
  /** What the chart shows, in words. */
  label: string;
}

export function TimeChart({ points, label }: TimeChartProps) {
  // A canvas keeps the colours it was drawn with: another theme is another chart.
  const theme = useIsDark() ? 'dark' : 'light';
  const bucket = bucketOf(points);
  return (
    <div className={styles.chart}>
      <Plot key={theme} points={points} label={label} bucket={bucket} />
      <PointsTable points={points} bucket={bucket} caption={label} />
    </div>
  );
}

function Plot({ points, label, bucket }: TimeChartProps & { bucket: Bucket }) {
  const host = useRef<HTMLDivElement>(null);
  const [hover, setHover] = useState<Hover>();
  const columns = useMemo(() => columnsOf(points), [points]);
  const chart = useUplot(host, { columns, bucket, onHover: setHover });
  const shown = hover && points[hover.index];

  function step(by: number) {
    const drawn = chart.current;
    const index = Math.min(points.length - 1, Math.max(0, (hover?.index ?? points.length) + by));
    const target = points[index];
    if (drawn && target) drawn.setCursor({ left: drawn.valToPos(target.at / 1000, 'x'), top: 1 });
  }

  return (
    <>
      <div
        ref={host}
        className={styles.host}
        role="slider"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, points.length - 1)}
        aria-valuenow={hover?.index ?? 0}
        aria-valuetext={
          shown ? `${bucketLabel(shown.at, bucket)}: ${countOf(shown.clicks, 'click')}` : 'Arrow keys read the chart'
        }
        tabIndex={0}
        onBlur={() => chart.current?.setCursor({ left: -10, top: -10 })}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
          event.preventDefault();
          step(event.key === 'ArrowLeft' ? -1 : 1);
        }}
      />
      {hover && shown && <Tip point={shown} bucket={bucket} left={hover.left} />}
    </>
  );
}

function Tip({ point, bucket, left }: { point: Point; bucket: Bucket; left: number }) {
  return (
    <div className={styles.tip} style={{ left: `clamp(72px, ${left}px, calc(100% - 72px))` }}>
      <span className={styles.when}>{bucketLabel(point.at, bucket)}</span>
      <span className="figures">{countOf(point.clicks, 'click')}</span>
      <span className={styles.visitors}>{countOf(point.visitors, 'visitor')}</span>
    </div>
  );
}
