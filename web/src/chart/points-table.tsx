/** The chart's figures for those who cannot see it. */
import { formatCount } from '../format/number.ts';
import type { Bucket, Point } from './points.ts';
import { bucketLabel } from './points.ts';

export function PointsTable({ points, bucket, caption }: { points: Point[]; bucket: Bucket; caption: string }) {
  return (
    <div className="visually-hidden">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Clicks</th>
            <th scope="col">Visitors</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.at}>
              <th scope="row">{bucketLabel(point.at, bucket)}</th>
              <td>{formatCount(point.clicks)}</td>
              <td>{formatCount(point.visitors)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
