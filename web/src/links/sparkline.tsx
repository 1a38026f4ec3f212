/** A month in a few pixels: clicks per day, the last day at the right. */
import { countOf } from '../format/number.ts';
import { classNames } from '../design/class-names.ts';
import styles from './sparkline.module.css';

const WIDTH = 96;
const HEIGHT = 28;
/** Room for the line's own thickness. */
const MARGIN = 2;

/** Points of the line, from the left; a month without clicks lies on the ground. */
export function linePoints(series: readonly number[]): [x: number, y: number][] {
  const peak = Math.max(1, ...series);
  const step = WIDTH / Math.max(1, series.length - 1);
  return series.map((clicks, day) => [
    Math.round(day * step * 10) / 10,
    Math.round((HEIGHT - MARGIN - (clicks / peak) * (HEIGHT - 2 * MARGIN)) * 10) / 10,
  ]);
}

export function Sparkline({ series }: { series: readonly number[] }) {
  const sum = series.reduce((all, clicks) => all + clicks, 0);
  const words = `Last 30 days: ${countOf(sum, 'click')}, at most ${Math.max(0, ...series)} a day`;
  const points = linePoints(sum === 0 ? [0, 0] : series);
  const line = `M${points.map((point) => point.join(' ')).join('L')}`;
  return (
    <svg className={styles.line} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words}>
      <title>{words}</title>
      {sum > 0 && <path className={styles.area} d={`${line}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`} />}
      <path className={classNames(styles.stroke, sum === 0 && styles.flat)} d={line} />
    </svg>
  );
}
