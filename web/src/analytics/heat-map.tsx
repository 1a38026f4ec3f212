/** When in the week people click: a table of hours, read by eye, by arrow keys, or by a screen reader as the table it is. */
import type { CSSProperties, KeyboardEvent } from 'react';
import { useId, useRef, useState } from 'react';
import { DAYS, type HeatWeek, hourWords } from './heat.ts';
import styles from './heat-map.module.css';
import { formatMetric, metricWords } from './metric.ts';
import type { Metric } from './search.ts';

const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};
/** Columns that carry their hour. */
const NAMED_EVERY = 3;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

interface Cell {
  day: number;
  hour: number;
}

export function HeatMap({ week, metric }: { week: HeatWeek; metric: Metric }) {
  const { cells, most, busiest } = week;
  const table = useRef<HTMLTableElement>(null);
  const note = useId();
  const [at, setAt] = useState<Cell>();
  /** The one cell that Tab reaches. */
  const entry = at ?? busiest ?? { day: 0, hour: 0 };
  const shown = at ?? busiest;

  function onKeyDown(event: KeyboardEvent) {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const day = Math.min(6, Math.max(0, entry.day + step[0]));
    const hour = Math.min(23, Math.max(0, entry.hour + step[1]));
    setAt({ day, hour });
    table.current?.querySelector<HTMLElement>(`[data-cell="${day}-${hour}"]`)?.focus();
  }

  return (
    <div className={styles.heat}>
      <table ref={table} className={styles.table} aria-describedby={note} onPointerLeave={() => setAt(undefined)}>
        <caption className="visually-hidden">{metricWords(metric).label} by day and hour, in your time zone</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Day</span>
            </th>
            {HOURS.map((hour) => (
              <th key={hour} scope="col" className={styles.hour}>
                <span aria-hidden>{hour % NAMED_EVERY === 0 ? String(hour).padStart(2, '0') : ''}</span>
                <span className="visually-hidden">{hourWords(hour)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {DAYS.map((name, day) => (
            <tr key={name}>
              <th scope="row" className={styles.day}>
                <span aria-hidden>{name.slice(0, 3)}</span>
                <span className="visually-hidden">{name}</span>
              </th>
              {HOURS.map((hour) => (
                <HourCell
                  key={hour}
                  cell={{ day, hour }}
                  value={cells[day]?.[hour] ?? 0}
                  most={most}
                  metric={metric}
                  isShown={shown?.day === day && shown.hour === hour}
                  isEntry={entry.day === day && entry.hour === hour}
                  onEnter={setAt}
                  onKeyDown={onKeyDown}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.foot}>
        <p id={note} className={styles.note}>
          {shown ? <CellWords cell={shown} week={week} metric={metric} isBusiest={!at} /> : 'Nothing was counted.'}
        </p>
        <p className={styles.scale} aria-hidden>
          Less
          <span className={styles.ramp} />
          More
        </p>
      </div>
    </div>
  );
}

interface HourCellProps {
  cell: Cell;
  value: number;
  most: number;
  metric: Metric;
  isShown: boolean;
  isEntry: boolean;
  onEnter: (cell: Cell) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function HourCell({ cell, value, most, metric, isShown, isEntry, onEnter, onKeyDown }: HourCellProps) {
  return (
    <td
      className={styles.cell}
      data-cell={`${cell.day}-${cell.hour}`}
      data-any={value > 0 ? '' : undefined}
      data-at={isShown ? '' : undefined}
      tabIndex={isEntry ? 0 : -1}
      style={{ '--heat': `${heatOf(value, most)}%` } as CSSProperties}
      onPointerEnter={() => onEnter(cell)}
      onFocus={() => onEnter(cell)}
      onKeyDown={onKeyDown}
    >
      <span className="visually-hidden">{formatMetric(metric, value)}</span>
    </td>
  );
}

interface CellWordsProps {
  cell: Cell;
  week: HeatWeek;
  metric: Metric;
  isBusiest: boolean;
}

function CellWords({ cell: { day, hour }, week, metric, isBusiest }: CellWordsProps) {
  const value = formatMetric(metric, week.cells[day]?.[hour]);
  return (
    <>
      {isBusiest && 'Busiest: '}
      {DAYS[day]}, {hourWords(hour)}{' '}
      <strong className="figures">
        {value} {metricWords(metric).label.toLowerCase()}
      </strong>
    </>
  );
}

function heatOf(value: number, most: number): number {
  return value <= 0 || most <= 0 ? 0 : Math.round(10 + 90 * (value / most));
}
