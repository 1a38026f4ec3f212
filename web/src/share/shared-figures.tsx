/** The figures of a public page. */
import { useState } from 'react';
import type { SharedPage } from '#core/share/public-wire.ts';
import { METRICS, type Metric } from '../analytics/search.ts';
import { periodWords } from '../analytics/period.ts';
import { Trend } from '../analytics/trend.tsx';
import { displayUrl } from '../format/address.ts';
import { formatDay } from '../format/time.ts';
import { useNow } from '../shell/clock.ts';
import { Logo } from '../shell/logo.tsx';
import { RangePicker } from '../stats/range-picker.tsx';
import { RANGES } from '../stats/range.ts';
import { type Shared, useSharedReport } from './queries.ts';
import { SharedBreakdown, SharedHeat, SharedPlaces } from './shared-cards.tsx';
import styles from './shared-page.module.css';

const ABOUT = { workspace: 'All links', folder: 'Links of a folder', link: 'One link' } as const;
const CLICKS: readonly Metric[] = ['clicks', 'uniqueVisitors'];
const WITH_CONVERSIONS = METRICS.filter((each) => each !== 'saleRate');

export function SharedFigures({ page, shared }: { page: SharedPage; shared: Shared }) {
  const [metric, setMetric] = useState<Metric>('clicks');
  const now = useNow();
  const series = useSharedReport(shared, 'timeseries');
  const range = RANGES.find((each) => each === shared.range) ?? '30d';
  const about = page.shortLink ? displayUrl(page.shortLink) : ABOUT[page.kind ?? 'workspace'];
  return (
    <main className={styles.page}>
      <title>{`${page.name ?? 'Shared figures'} · Hopline`}</title>
      <header className={styles.head}>
        <Logo size={32} />
        <div className={styles.names}>
          <h1 className={styles.title}>{page.name}</h1>
          <p className={styles.text}>
            {about}
            {page.expiresAt && ` · shared until ${formatDay(Date.parse(page.expiresAt), now)}`}
          </p>
        </div>
        <div className={styles.period}>
          <RangePicker range={range} />
        </div>
      </header>
      <div className={styles.stack}>
        <Trend
          metrics={page.showsConversions ? WITH_CONVERSIONS : CLICKS}
          metric={metric}
          compared={false}
          onMetric={setMetric}
          figures={series}
          query={series}
          period={periodWords(shared.range ? { range: shared.range } : {})}
          open
          empty="As soon as somebody clicks, it is drawn here."
        />
        <SharedPlaces shared={shared} metric={metric} />
        <div className={styles.pair}>
          {page.groupings.includes('top_links') && (
            <SharedBreakdown title="Links" dimensions={['links']} shared={shared} metric={metric} />
          )}
          <SharedBreakdown title="Sources" dimensions={['referers', 'channels']} shared={shared} metric={metric} />
          <SharedBreakdown
            title="Devices"
            dimensions={['devices', 'browsers', 'systems']}
            shared={shared}
            metric={metric}
          />
          <SharedBreakdown
            title="Campaigns"
            dimensions={['campaigns', 'sources', 'mediums']}
            shared={shared}
            metric={metric}
          />
          <SharedHeat shared={shared} metric={metric} />
        </div>
      </div>
      <footer className={styles.foot}>
        Every click of a person, counted once, by{' '}
        <a href="/" className={styles.product}>
          Hopline
        </a>
      </footer>
    </main>
  );
}
