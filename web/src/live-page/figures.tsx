/** The four numbers of now. Totals come from the ledger with each frame: they are what the API answers, to the last digit. */
import { LiveCount } from '../live/live-count.tsx';
import { lastHour } from '../live/minutes.ts';
import { activeAt, type LiveTotals } from '../live/totals.ts';
import { useSeconds } from '../shell/clock.ts';
import { Figure } from '../stats/figure.tsx';
import styles from './figures.module.css';

export function Figures({ shown }: { shown: LiveTotals | undefined }) {
  const now = useSeconds();
  const known = shown?.workspace ? shown : undefined;
  const hour = known && lastHour(known.minutes, now);
  const inHour = hour?.reduce((sum, minute) => sum + minute.clicks, 0);
  return (
    <section className={styles.figures} aria-label="Now">
      <dl className={styles.list}>
        <Figure label="Clicks" note="all time">
          {known?.workspace && <LiveCount count={known.workspace.clicks} />}
        </Figure>
        <Figure label="Last hour" note="clicks">
          {inHour !== undefined && <LiveCount count={inHour} />}
        </Figure>
        <Figure label="This minute" note="clicks">
          {hour && <LiveCount count={hour.at(-1)?.clicks ?? 0} />}
        </Figure>
        <Figure label="Active now" note="visitors">
          {known && <LiveCount count={activeAt(known, now) ?? 0} />}
        </Figure>
      </dl>
    </section>
  );
}
