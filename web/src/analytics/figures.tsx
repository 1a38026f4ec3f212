/** The figures of the period; the pressed one is what everything below shows. */
import type { Report } from '#core/stats/report/wire.ts';
import { Skeleton } from '../design/skeleton.tsx';
import styles from './figures.module.css';
import { type Change, changeOf, formatMetric, metricWords } from './metric.ts';
import type { Metric } from './search.ts';

interface FiguresProps {
  metrics: readonly Metric[];
  total: Report['total'] | undefined;
  metric: Metric;
  /** Room is left for how they changed. */
  compared: boolean;
  onChange: (metric: Metric) => void;
}

export function Figures({ metrics, total, metric, compared, onChange }: FiguresProps) {
  return (
    <div
      className={styles.figures}
      role="group"
      aria-label="Metric"
      data-count={metrics.length}
      data-compared={compared ? '' : undefined}
    >
      {metrics.map((name) => (
        <FigureButton key={name} metric={name} total={total} pressed={name === metric} onPress={() => onChange(name)} />
      ))}
    </div>
  );
}

interface FigureButtonProps {
  metric: Metric;
  total: Report['total'] | undefined;
  pressed: boolean;
  onPress: () => void;
}

function FigureButton({ metric, total, pressed, onPress }: FigureButtonProps) {
  const { label, means } = metricWords(metric);
  const value = total?.values[metric];
  const change = total && changeOf(value, total.previous?.[metric]);
  return (
    <button type="button" className={styles.figure} aria-pressed={pressed} title={means} onClick={onPress}>
      <span className={styles.label}>{label}</span>
      <span className={styles.line}>
        <span className={styles.value} data-none={value ? undefined : ''}>
          {total ? formatMetric(metric, value) : <Skeleton width={64} height={22} />}
        </span>
        {change && <ChangeBadge change={change} />}
      </span>
    </button>
  );
}

const ARROWS = { up: '↑', down: '↓', same: '' } as const;
const SPOKEN = { up: 'up', down: 'down', same: 'unchanged' } as const;

function ChangeBadge({ change: { direction, words } }: { change: Change }) {
  return (
    <span className={styles.change} data-direction={direction}>
      <span className="visually-hidden">{`, ${SPOKEN[direction]} `}</span>
      {words !== 'new' && <span aria-hidden>{ARROWS[direction]}</span>}
      {words.replace(/^[+-]/, '')}
    </span>
  );
}
