/** The chart's figures for those who cannot see it. */
import type { Bucket } from '../chart/points.ts';
import { bucketLabel } from '../chart/points.ts';
import { formatMetric, metricWords } from './metric.ts';
import type { Metric } from './search.ts';
import type { TrendPoint } from './trend-points.ts';

interface TrendTableProps {
  points: TrendPoint[];
  bucket: Bucket;
  metric: Metric;
  caption: string;
}

export function TrendTable({ points, bucket, metric, caption }: TrendTableProps) {
  const compared = points.some(({ previous }) => previous !== undefined);
  return (
    <div className="visually-hidden">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">{metricWords(metric).label}</th>
            {compared && <th scope="col">Period before</th>}
          </tr>
        </thead>
        <tbody>
          {points.map(({ at, value, previous }) => (
            <tr key={at}>
              <th scope="row">{bucketLabel(at, bucket)}</th>
              <td>{formatMetric(metric, value)}</td>
              {compared && <td>{formatMetric(metric, previous)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
