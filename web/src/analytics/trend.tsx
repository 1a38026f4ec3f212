/** The main chart of the page: its figures, its line, the days somebody said something about. */
import { ChartSpline } from 'lucide-react';
import type { ReactNode } from 'react';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { WireAnnotation } from '#core/annotation/wire.ts';
import type { Report } from '#core/stats/report/wire.ts';
import { Skeleton } from '../design/skeleton.tsx';
import { EmptyState, ErrorState } from '../design/state.tsx';
import { Figures } from './figures.tsx';
import { formatMetric, metricWords } from './metric.ts';
import { Pins } from './pins.tsx';
import type { Metric } from './search.ts';
import styles from './trend.module.css';
import { spanOf, trendPoints } from './trend-points.ts';

/** The chart's library comes when a chart is looked at, while its figures are on their way. */
const fetchChart = async () => ({ default: (await import('./trend-chart.tsx')).TrendChart });
const TrendChart = lazy(fetchChart);

type TrendReport = Pick<Report, 'rows' | 'total' | 'period' | 'granularity'>;
type Figured = Pick<Report, 'total'>;

export interface TrendProps {
  metrics: readonly Metric[];
  metric: Metric;
  /** Beside the period before. */
  compared: boolean;
  onMetric: (metric: Metric) => void;
  /** All metrics of the period; may be the line's own report. */
  figures: UseQueryResult<Figured>;
  query: UseQueryResult<TrendReport>;
  /** `Last 30 days`. */
  period: string;
  open: boolean;
  onZoom?: (start: number, end: number) => void;
  /** Above the line, at the right. */
  tools?: ReactNode;
  /** Notes on days are pinned to the line; gets the one that is to be changed. */
  onNote?: (note: WireAnnotation) => void;
  /** Said when nothing was counted. */
  empty?: ReactNode;
}

export function Trend({ metrics, metric, compared, onMetric, figures, query, tools, ...line }: TrendProps) {
  // The figures before stay in place while others are on their way; a line of another metric would be a wrong one.
  const report = query.data && metric in query.data.total.values ? query.data : undefined;
  const isOld = figures.isPlaceholderData || (report !== undefined && query.isPlaceholderData);
  const failed = [query, figures].find(({ isError, data }) => isError && !data);
  useEffect(() => void fetchChart().catch(() => {}), []);
  return (
    <section className={styles.card} aria-label="Trend" aria-busy={isOld}>
      <Figures metrics={metrics} total={figures.data?.total} metric={metric} compared={compared} onChange={onMetric} />
      {tools && <div className={styles.tools}>{tools}</div>}
      <div className={styles.chart} data-old={isOld ? '' : undefined}>
        {failed ? (
          <ErrorState compact what="the chart" error={failed.error} onRetry={() => void failed.refetch()} />
        ) : report ? (
          <Line report={report} metric={metric} {...line} />
        ) : (
          <ChartSkeleton />
        )}
      </div>
    </section>
  );
}

type LineProps = Pick<TrendProps, 'metric' | 'period' | 'open' | 'onZoom' | 'onNote' | 'empty'> & {
  report: TrendReport;
};

function Line({ report, metric, period, open, onZoom, onNote, empty }: LineProps) {
  const points = useMemo(() => trendPoints(report, metric), [report, metric]);
  const end = Date.parse(report.period.end);
  const nothing = points.every(({ value, previous }) => !value && !previous);
  if (nothing)
    return (
      <div className={styles.none}>
        <EmptyState
          compact
          icon={<ChartSpline size={18} />}
          title={`No ${metricWords(metric).label.toLowerCase()} here`}
        >
          {empty ?? 'Nothing was counted in this period.'}
        </EmptyState>
      </div>
    );
  const total = `${formatMetric(metric, report.total.values[metric])} ${metricWords(metric).label.toLowerCase()}`;
  const zoom = (first: number, last: number) => {
    const span = spanOf(points, first, last, end);
    if (span) onZoom?.(span.start, span.end);
  };
  return (
    <Suspense fallback={<ChartSkeleton />}>
      <TrendChart
        points={points}
        bucket={report.granularity}
        metric={metric}
        label={`${period}: ${total}`}
        open={open}
        onZoom={onZoom && zoom}
      >
        {onNote && <Pins points={points} end={end} onEdit={onNote} />}
      </TrendChart>
    </Suspense>
  );
}

function ChartSkeleton() {
  return (
    <div role="status" className={styles.skeleton}>
      <span className="visually-hidden">Loading the chart</span>
      <Skeleton height="100%" radius={8} />
    </div>
  );
}
