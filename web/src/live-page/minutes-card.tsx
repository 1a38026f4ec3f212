/** Clicks of each of the last sixty minutes; the last bar is still growing. */
import { type KeyboardEvent, useState } from 'react';
import type { LiveMinute } from '#core/live/protocol.ts';
import { bucketLabel } from '../chart/points.ts';
import { Card } from '../design/card.tsx';
import { countOf, formatCount } from '../format/number.ts';
import { lastHour, MINUTES_SHOWN } from '../live/minutes.ts';
import { useSeconds } from '../shell/clock.ts';
import styles from './minutes-card.module.css';

/** A quiet hour still has a scale. */
const MIN_TOP = 4;

export function MinutesCard({ minutes }: { minutes: readonly LiveMinute[] | undefined }) {
  const hour = lastHour(minutes ?? [], useSeconds());
  const most = Math.max(...hour.map((minute) => minute.clicks));
  return (
    <Card
      title="Minute by minute"
      aside={<span className={styles.unit}>{most > 0 ? `Peak ${formatCount(most)}` : 'Last 60 minutes'}</span>}
    >
      <Bars hour={hour} top={Math.max(MIN_TOP, most)} />
    </Card>
  );
}

const words = ({ start, clicks }: LiveMinute) => `${bucketLabel(start, 'minute')}: ${countOf(clicks, 'click')}`;
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: -MINUTES_SHOWN,
  End: MINUTES_SHOWN,
};

function Bars({ hour, top }: { hour: LiveMinute[]; top: number }) {
  /** Start of the minute that is read. */
  const [read, setRead] = useState<number>();
  const at = hour.findIndex((minute) => minute.start === read);
  const shown = hour[at];
  const sum = hour.reduce((all, minute) => all + minute.clicks, 0);

  function onKeyDown(event: KeyboardEvent) {
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = Math.min(hour.length - 1, Math.max(0, (at < 0 ? hour.length : at) + by));
    setRead(hour[next]?.start);
  }

  return (
    <div className={styles.body}>
      <div
        className={styles.bars}
        role="slider"
        tabIndex={0}
        aria-label={`Clicks of the last 60 minutes, ${formatCount(sum)} in all`}
        aria-valuemin={0}
        aria-valuemax={hour.length - 1}
        aria-valuenow={Math.max(0, at)}
        aria-valuetext={shown ? words(shown) : 'Arrow keys read the minutes'}
        onKeyDown={onKeyDown}
        onBlur={() => setRead(undefined)}
        onPointerLeave={() => setRead(undefined)}
      >
        {hour.map((minute) => (
          <span
            key={minute.start}
            className={styles.slot}
            data-read={minute.start === read ? '' : undefined}
            onPointerEnter={() => setRead(minute.start)}
          >
            <span className={styles.bar} style={{ height: `${(minute.clicks / top) * 100}%` }} />
          </span>
        ))}
      </div>
      {shown && (
        <span
          className={styles.tip}
          style={{ left: `clamp(64px, ${((at + 0.5) / hour.length) * 100}%, calc(100% - 64px))` }}
          aria-hidden
        >
          {words(shown)}
        </span>
      )}
      <div className={styles.axis} aria-hidden>
        <span>{bucketLabel(hour[0]?.start ?? 0, 'minute')}</span>
        <span>{bucketLabel(hour[30]?.start ?? 0, 'minute')}</span>
        <span>Now</span>
      </div>
    </div>
  );
}
