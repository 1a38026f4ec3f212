/** What the workspace uses of its plan, and the other plans. */
import { useQuery } from '@tanstack/react-query';
import type { UsageLine, WireUsage } from '#core/plan/wire.ts';
import { Card } from '../design/card.tsx';
import { Notice } from '../design/notice.tsx';
import { formatCount, formatShare } from '../format/number.ts';
import { formatDay } from '../format/time.ts';
import { useNow } from '../shell/clock.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { Ask } from './ask.tsx';
import { Plans } from './plans.tsx';
import { usageQuery } from './queries.ts';
import settings from './settings.module.css';
import styles from './usage.module.css';

export function Usage() {
  const usage = useQuery(usageQuery(useWorkspace().id));
  return (
    <>
      <Card title="This month" aside={usage.data && <span className={settings.detail}>{periodOf(usage.data)}</span>}>
        <Ask query={usage} what="the usage" rows={4}>
          {(data) => <Meters usage={data} />}
        </Ask>
      </Card>
      <Plans />
    </>
  );
}

/** The month of the usage, which is counted in UTC. */
function periodOf({ periodStart }: WireUsage): string {
  return new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(periodStart),
  );
}

function Meters({ usage }: { usage: WireUsage }) {
  const now = useNow();
  return (
    <div className={settings.body}>
      {usage.reports === 'withheld' ? (
        <Notice tone="danger" title="Reports are withheld">
          More than 120 % of the plan’s events were accepted this month. They are all counted and kept; a larger plan,
          or the new month, shows them.
        </Notice>
      ) : (
        usage.warnings.length > 0 && <Notice tone="warn">{usage.warnings.join(' ')}</Notice>
      )}
      <div className={styles.meters}>
        <Meter label="Events" note="of every kind" line={usage.events} />
        <Meter label="Links" note="created this month" line={usage.links} />
        <Meter label="Domains" note="in use" line={usage.domains} />
        <Meter label="Members" note="with open invitations" line={usage.members} />
      </div>
      <p className={settings.detail}>
        Events and links begin again on {formatDay(Date.parse(usage.periodEnd), now)}. Reports reach back{' '}
        {formatCount(usage.retentionDays)} days; each token may ask {formatCount(usage.apiPerMinute)} times a minute.
      </p>
    </div>
  );
}

function Meter({ label, note, line }: { label: string; note: string; line: UsageLine }) {
  const { used, limit, standing } = line;
  const text = limit === null ? `${formatCount(used)}, without limit` : `${formatCount(used)} of ${formatCount(limit)}`;
  return (
    <div className={styles.meter} data-standing={standing}>
      <div className={styles.words}>
        <span className={styles.label}>
          {label} <span className={styles.note}>{note}</span>
        </span>
        <span className={styles.value}>{text}</span>
      </div>
      {limit !== null && (
        <div
          role="meter"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={limit}
          aria-valuenow={Math.min(used, limit)}
          aria-valuetext={`${text}, ${formatShare(used, limit)}`}
          className={styles.track}
        >
          <div className={styles.bar} style={{ width: `${Math.min(100, limit > 0 ? (used / limit) * 100 : 100)}%` }} />
        </div>
      )}
    </div>
  );
}
