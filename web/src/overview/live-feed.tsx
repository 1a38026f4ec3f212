/** Clicks as they are counted, newest first. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Radio } from 'lucide-react';
import type { LiveEvent } from '#core/live/protocol.ts';
import { Card } from '../design/card.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { EmptyState, ErrorState } from '../design/state.tsx';
import { meansOf } from '../format/means.ts';
import { countryName } from '../format/place.ts';
import { formatCount } from '../format/number.ts';
import { useActiveVisitors, useLiveFeed } from '../live/live.tsx';
import { Ago } from '../shell/ago.tsx';
import { useNow } from '../shell/clock.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { mergeFeed } from './feed.ts';
import styles from './live-feed.module.css';
import { latestClicksQuery } from './queries.ts';

/** As many as the card beside it has rows. */
const SHOWN = 6;

export function LiveFeed() {
  const workspace = useWorkspace();
  const latest = useQuery(latestClicksQuery(workspace.id, SHOWN));
  // Leads and sales come through the same socket.
  const live = (useLiveFeed() ?? []).filter((event) => event.type === 'click');
  const events = mergeFeed(live, latest.data ?? [], SHOWN);
  return (
    <Card title="Latest clicks" aside={<ActiveVisitors />}>
      <div className={styles.body}>
        {events.length > 0 ? (
          <ol aria-label="Latest clicks">
            {events.map((event) => (
              <FeedRow key={event.id} event={event} />
            ))}
          </ol>
        ) : latest.isPending ? (
          <FeedSkeleton />
        ) : latest.isError ? (
          <ErrorState compact what="the latest clicks" error={latest.error} onRetry={() => void latest.refetch()} />
        ) : (
          <EmptyState compact icon={<Radio size={18} />} title="Listening">
            Every click appears here within a second of happening. Open one of your short links to see it.
          </EmptyState>
        )}
      </div>
    </Card>
  );
}

function ActiveVisitors() {
  const visitors = useActiveVisitors(useNow());
  if (!visitors) return null;
  return (
    <span className={`${styles.active} figures`} title="Different people who clicked in the last five minutes">
      {formatCount(visitors)} active now
    </span>
  );
}

function FeedSkeleton() {
  return (
    <div role="status">
      <span className="visually-hidden">Loading the latest clicks</span>
      {Array.from({ length: SHOWN }, (_, row) => (
        <div key={row} className={styles.ghost} aria-hidden>
          <Skeleton width={120 - row * 9} height={13} />
          <Skeleton width={200 - row * 14} height={11} />
        </div>
      ))}
    </div>
  );
}

function FeedRow({ event }: { event: LiveEvent }) {
  const { slug } = useWorkspace();
  const place = [event.city, countryName(event.country)].filter(Boolean).join(', ');
  const means = meansOf(event);
  return (
    <li className={styles.row}>
      <Link to="/$workspace/links/$linkId" params={{ workspace: slug, linkId: event.linkId }} className={styles.link}>
        /{event.key}
      </Link>
      <span className={styles.detail}>
        {place}
        {means && ` · ${means}`}
        {event.class !== 'human' && <span className={styles.class}>{event.class}</span>}
      </span>
      <span className={styles.when}>
        <Ago at={event.ts} />
      </span>
    </li>
  );
}
