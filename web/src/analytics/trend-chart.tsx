/** One metric over time with the period before it: dragged over or walked with arrow keys, and zoomed into either way. */
import 'uplot/dist/uPlot.min.css';
import type { ReactNode } from 'react';
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Bucket } from '../chart/points.ts';
import { bucketLabel } from '../chart/points.ts';
import chart from '../chart/time-chart.module.css';
import { type Hover, useUplot } from '../chart/use-uplot.ts';
import { useIsDark } from '../design/theme.ts';
import { axisOf, changeOf, formatMetric, metricWords } from './metric.ts';
import type { Metric } from './search.ts';
import styles from './trend-chart.module.css';
import { type TrendPoint, trendColumns } from './trend-points.ts';
import { TrendTable } from './trend-table.tsx';
import { useChartKeys } from './use-chart-keys.ts';

export interface TrendChartProps {
  points: TrendPoint[];
  bucket: Bucket;
  metric: Metric;
  /** What the chart shows, in words. */
  label: string;
  /** The last bucket is still filling. */
  open: boolean;
  /** Gets the first and the last bucket to look at; absent where nothing can be zoomed. */
  onZoom?: ((first: number, last: number) => void) | undefined;
  /** Laid over the plot, whose first and last moments lie at 0 and 1: see `Pins`. */
  children?: ReactNode;
}

export function TrendChart(props: TrendChartProps) {
  // A canvas keeps the colours it was drawn with: another theme is another chart.
  const theme = useIsDark() ? 'dark' : 'light';
  const { points, bucket, metric, label } = props;
  return (
    <div className={chart.chart}>
      <Plot key={theme} {...props} />
      <TrendTable points={points} bucket={bucket} metric={metric} caption={label} />
    </div>
  );
}

function Plot({ points, bucket, metric, label, open, onZoom, children }: TrendChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const hint = useId();
  const [hover, setHover] = useState<Hover>();
  const zoom = useRef(onZoom);
  useEffect(() => {
    zoom.current = onZoom;
  });
  const onBrush = useCallback((first: number, last: number) => zoom.current?.(first, last), []);
  const columns = useMemo(() => trendColumns(points, open), [points, open]);
  const compared = columns.length > 3;
  const canZoom = onZoom !== undefined;
  const drawn = useUplot(host, {
    columns,
    bucket,
    onHover: setHover,
    axis: axisOf(metric),
    compared,
    ...(canZoom && { onBrush }),
  });
  const shown = hover && points[hover.index];

  const { onKeyDown, forget } = useChartKeys({ drawn, points, hover, onZoom });

  return (
    <>
      <div
        ref={host}
        className={`${chart.host} ${styles.host}`}
        role="slider"
        aria-label={label}
        aria-describedby={hint}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, points.length - 1)}
        aria-valuenow={hover?.index ?? 0}
        aria-valuetext={
          shown ? `${bucketLabel(shown.at, bucket)}: ${spoken(metric, shown)}` : 'Arrow keys read the chart'
        }
        tabIndex={0}
        onBlur={() => {
          forget();
          drawn.current?.setCursor({ left: -10, top: -10 });
        }}
        onKeyDown={onKeyDown}
      />
      <span id={hint} hidden>
        {canZoom ? 'Arrow keys read the chart. With Shift they select a period, Enter zooms into it.' : ''}
      </span>
      {children}
      {hover && shown && <Tip point={shown} bucket={bucket} metric={metric} left={hover.left} />}
    </>
  );
}

function spoken(metric: Metric, { value, previous }: TrendPoint): string {
  const now = `${formatMetric(metric, value)} ${metricWords(metric).label.toLowerCase()}`;
  return previous === undefined ? now : `${now}, before ${formatMetric(metric, previous)}`;
}

interface TipProps {
  point: TrendPoint;
  bucket: Bucket;
  metric: Metric;
  left: number;
}

function Tip({ point: { at, value, previous }, bucket, metric, left }: TipProps) {
  const change = changeOf(value, previous);
  return (
    <div className={chart.tip} style={{ left: `clamp(92px, ${left}px, calc(100% - 92px))` }}>
      <span className={chart.when}>
        {bucket === 'week' ? `Week of ${bucketLabel(at, bucket)}` : bucketLabel(at, bucket)}
      </span>
      <span className={styles.now}>
        <span className="figures">
          {formatMetric(metric, value)} {metricWords(metric).label.toLowerCase()}
        </span>
        {change && (
          <span className={styles.change} data-direction={change.direction}>
            {change.words}
          </span>
        )}
      </span>
      {previous !== undefined && (
        <span className={chart.visitors}>{formatMetric(metric, previous)} in the period before</span>
      )}
    </div>
  );
}
