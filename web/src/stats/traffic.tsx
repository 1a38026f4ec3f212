/** The main report: how many clicks, from how many visitors, when. */
import { ChartSpline } from 'lucide-react';
import { lazy, Suspense, useEffect } from 'react';
import type { TimeseriesItem } from '#core/stats/wire.ts';
import { Skeleton } from '../design/skeleton.tsx';
import { EmptyState, ErrorState } from '../design/state.tsx';
import { countOf } from '../format/number.ts';
import type { Point } from '../chart/points.ts';
import { withLeadIn } from '../chart/points.ts';
import { LiveCount } from '../live/live-count.tsx';
import { Figure } from './figure.tsx';
import type { Subject } from './queries.ts';
import { useStats } from './queries.ts';
import type { Range } from './range.ts';
import { rangeWords } from './range.ts';
import styles from './traffic.module.css';

/** The chart's library is a third of the app: it comes when a chart is looked at, while its figures are on their way. */
const fetchChart = async () => ({ default: (await import('../chart/time-chart.tsx')).TimeChart });
const TimeChart = lazy(fetchChart);

/** `total`: clicks since the beginning, live; undefined while unknown. */
export function Traffic({ subject, range, total }: { subject: Subject; range: Range; total: number | undefined }) {
  const series = useStats(subject, 'timeseries', range);
  const count = useStats(subject, 'count', range);
  const words = rangeWords(range);
  const points = series.data && toPoints(series.data);
  const clicks = count.data?.clicks;
  useEffect(() => void fetchChart().catch(() => {}), []);
  return (
    <section className={styles.card} aria-label="Traffic">
      <dl className={styles.figures}>
        <Figure label="All clicks" note="live">
          {total !== undefined && <LiveCount count={total} />}
        </Figure>
        <Figure label="Clicks" note={words.toLowerCase()}>
          {clicks !== undefined && <LiveCount count={clicks} />}
        </Figure>
        <Figure label="Visitors" note={words.toLowerCase()}>
          {count.data && <LiveCount count={count.data.uniqueVisitors} />}
        </Figure>
      </dl>
      <div className={styles.chart}>
        {points?.every((point) => point.clicks === 0) ? (
          <div className={styles.none}>
            <EmptyState
              compact
              icon={<ChartSpline size={18} />}
              title={range === 'all' ? 'No clicks yet' : `No clicks in the ${words.toLowerCase()}`}
            >
              Share a short link; its clicks are drawn here within seconds.
            </EmptyState>
          </div>
        ) : points ? (
          <Suspense fallback={<ChartSkeleton />}>
            <TimeChart points={points} label={`${words}: ${countOf(clicks ?? 0, 'click')}`} />
          </Suspense>
        ) : series.isError ? (
          <ErrorState compact what="the chart" error={series.error} onRetry={() => void series.refetch()} />
        ) : (
          <ChartSkeleton />
        )}
      </div>
    </section>
  );
}

function toPoints(series: TimeseriesItem[]): Point[] {
  return withLeadIn(
    series.map((item) => ({ at: Date.parse(item.start), clicks: item.clicks, visitors: item.uniqueVisitors })),
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
