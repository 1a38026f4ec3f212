/** Hours of the week as a table: seven days of twenty-four, Monday first. */
import type { Report } from '#core/stats/report/wire.ts';
import type { Metric } from './search.ts';

export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const HOURS = 24;

export interface HeatWeek {
  /** `[day][hour]`, Monday first. */
  cells: number[][];
  most: number;
  busiest: { day: number; hour: number } | undefined;
}

export function heatWeek({ rows }: Pick<Report, 'rows'>, metric: Metric): HeatWeek {
  const cells = DAYS.map(() => Array.from({ length: HOURS }, () => 0));
  let most = 0;
  let busiest: HeatWeek['busiest'];
  for (const { key, values } of rows) {
    const [day, hour, value] = [Number(key['weekday']) - 1, Number(key['hour']), values[metric] ?? 0];
    const row = cells[day];
    if (!row || row[hour] === undefined) continue;
    row[hour] = value;
    if (value > most) [most, busiest] = [value, { day, hour }];
  }
  return { cells, most, busiest };
}

const two = (hour: number) => String(hour).padStart(2, '0');

/** `14:00–15:00`. */
export function hourWords(hour: number): string {
  return `${two(hour)}:00–${two((hour + 1) % HOURS)}:00`;
}
