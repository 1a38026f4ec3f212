/** Says how live the figures on the page are, and lets people try again. */
import { formatClock } from '../format/time.ts';
import { useSeconds } from '../shell/clock.ts';
import type { LiveStatus } from './connection.ts';
import { useLiveHeardAt, useLiveRetry, useLiveStatus } from './live.tsx';
import styles from './live-pill.module.css';

const WORDS: Record<LiveStatus['state'], string> = {
  connecting: 'Connecting',
  live: 'Live',
  waiting: 'Reconnecting',
  offline: 'Offline',
};

export function LivePill() {
  const status = useLiveStatus() ?? { state: 'connecting' };
  const heardAt = useLiveHeardAt();
  const retry = useLiveRetry();
  const since = heardAt === undefined ? '' : `Counts as of ${formatClock(heardAt)}`;
  return (
    <div
      className={styles.pill}
      data-state={status.state}
      title={status.state === 'live' ? 'Counts change as clicks happen' : since}
    >
      <span className={styles.dot} aria-hidden />
      <span role="status">{WORDS[status.state]}</span>
      {status.state === 'waiting' && <Countdown until={status.at} />}
      {status.state === 'waiting' && (
        <button type="button" className={styles.retry} onClick={retry}>
          Retry now
        </button>
      )}
    </div>
  );
}

/** Outside the status role: a screen reader should not hear every second. */
function Countdown({ until }: { until: number }) {
  const seconds = Math.max(0, Math.ceil((until - useSeconds()) / 1000));
  return (
    <span aria-hidden className="figures">
      in {seconds}s
    </span>
  );
}
