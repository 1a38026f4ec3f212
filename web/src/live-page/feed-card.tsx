/** Every event as it is counted, newest first: clicks, leads, sales, and hits that are no person's. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Radio } from 'lucide-react';
import { memo, useMemo } from 'react';
import type { LiveEvent } from '#core/live/protocol.ts';
import { Card } from '../design/card.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { EmptyState, ErrorState } from '../design/state.tsx';
import { meansOf } from '../format/means.ts';
import { countOf } from '../format/number.ts';
import { type LiveTotals, MAX_FEED_EVENTS } from '../live/totals.ts';
import { mergeFeed } from '../overview/feed.ts';
import { latestClicksQuery } from '../overview/queries.ts';
import { Ago } from '../shell/ago.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { Announcer } from './announcer.tsx';
import styles from './feed-card.module.css';
import { kindOf, placeOf } from './words.ts';

/** What happened before the page was opened, so that it does not begin empty. */
const FETCHED = 30;
const NONE: readonly LiveEvent[] = [];

export function FeedCard({ shown, paused }: { shown: LiveTotals | undefined; paused: boolean }) {
  const { id, slug } = useWorkspace();
  const latest = useQuery(latestClicksQuery(id, FETCHED));
  const told = shown?.events ?? NONE;
  const events = useMemo(() => mergeFeed(told, latest.data ?? NONE, MAX_FEED_EVENTS), [told, latest.data]);
  const sampled = shown?.gap === undefined ? (shown?.unshown ?? 0) : 0;
  return (
    <Card
      title="What"
      aside={
        <Link to="/$workspace/events" params={{ workspace: slug }} className={styles.all}>
          All events
        </Link>
      }
    >
      {sampled > 0 && (
        <p className={styles.sampled}>
          {countOf(sampled, 'event')} came too fast to list one by one. Every total is exact.
        </p>
      )}
      {events.length > 0 ? (
        <div className={styles.scroll}>
          <ol aria-label="Events as they happen">
            {events.map((event) => (
              <Row key={event.id} event={event} slug={slug} />
            ))}
          </ol>
        </div>
      ) : latest.isPending ? (
        <FeedSkeleton />
      ) : latest.isError ? (
        <ErrorState compact what="the latest clicks" error={latest.error} onRetry={() => void latest.refetch()} />
      ) : (
        <EmptyState compact icon={<Radio size={18} />} title="Listening">
          Every click appears here within a second of happening. Open one of your short links, or scan its QR code, to
          see it arrive.
        </EmptyState>
      )}
      {!paused && <Announcer events={told} />}
    </Card>
  );
}

/** A row never changes: a frame of twenty draws twenty, not a hundred. */
const Row = memo(function Row({ event, slug }: { event: LiveEvent; slug: string }) {
  const means = meansOf(event);
  const kind = event.type === 'click' ? (event.class === 'human' ? undefined : event.class) : kindOf(event);
  return (
    <li className={styles.row} data-class={event.class === 'human' ? undefined : 'other'}>
      <Link to="/$workspace/links/$linkId" params={{ workspace: slug, linkId: event.linkId }} className={styles.link}>
        /{event.key}
      </Link>
      {kind && (
        <span className={styles.kind} data-type={event.type}>
          {kind}
        </span>
      )}
      <span className={styles.when}>
        <Ago at={event.ts} />
      </span>
      <span className={styles.detail}>
        {placeOf(event)}
        {means && ` · ${means}`}
      </span>
    </li>
  );
});

function FeedSkeleton() {
  return (
    <div role="status" className={styles.ghosts}>
      <span className="visually-hidden">Loading the latest clicks</span>
      {Array.from({ length: 8 }, (_, row) => (
        <div key={row} className={styles.ghost} aria-hidden>
          <Skeleton width={120 - row * 7} height={13} />
          <Skeleton width={210 - row * 14} height={11} />
        </div>
      ))}
    </div>
  );
}
