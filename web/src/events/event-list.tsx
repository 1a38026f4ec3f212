/** The events as one long list: only the rows in sight are there, and the next page comes before one reaches the end. */
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { WireEvent } from '#core/stats/event-wire.ts';
import { Button } from '../design/button.tsx';
import { classNames } from '../design/class-names.ts';
import { Skeleton } from '../design/skeleton.tsx';
import { ErrorState } from '../design/state.tsx';
import { formatCount } from '../format/number.ts';
import { useTop } from '../links/use-top.ts';
import { EventRow } from './event-row.tsx';
import styles from './event-list.module.css';
import { idOf, MAX_LISTED } from './queries.ts';
import { useRowKeys } from './use-row-keys.ts';

/** Every row is as high, so that nothing jumps. */
const ROW_PX = 52;
const OVERSCAN = 10;
/** Rows before the end at which the next page is asked for. */
const AHEAD = 30;
const BORDERS_PX = 2;

/** The part of an infinite query that the list needs. */
interface Paged {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  isPlaceholderData: boolean;
  error: Error | null;
  fetchNextPage: () => Promise<unknown>;
}

interface EventListProps {
  list: Paged;
  events: readonly WireEvent[];
  onOpen: (event: WireEvent) => void;
}

export function EventList({ list, events, onOpen }: EventListProps) {
  const element = useRef<HTMLUListElement>(null);
  const scrollMargin = useTop(element);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoises this component; the library redraws it itself
  const virtual = useWindowVirtualizer({
    count: events.length,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin,
    scrollPaddingStart: ROW_PX,
    scrollPaddingEnd: ROW_PX * 2,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const wantsMore = list.hasNextPage && !list.isFetchingNextPage && !list.isFetchNextPageError;
  const { fetchNextPage } = list;
  useEffect(() => {
    if (wantsMore && last >= events.length - AHEAD) void fetchNextPage();
  }, [wantsMore, last, events.length, fetchNextPage]);
  useRowKeys(element, events.length, (row) => virtual.scrollToIndex(row));

  return (
    <>
      <div className={styles.head} aria-hidden>
        <span>When</span>
        <span>Link</span>
        <span>From</span>
        <span>Device</span>
        <span>Referrer</span>
      </div>
      <ul
        ref={element}
        className={classNames(styles.list, list.isPlaceholderData && styles.stale)}
        style={{ height: virtual.getTotalSize() + BORDERS_PX }}
        aria-label="Events"
        aria-busy={list.isPlaceholderData}
      >
        {items.map(({ index, start }) => {
          const event = events[index];
          return (
            event && (
              <li
                key={idOf(event)}
                data-row={index}
                className={styles.item}
                aria-setsize={list.hasNextPage ? -1 : events.length}
                aria-posinset={index + 1}
                style={{ height: ROW_PX, transform: `translateY(${start - scrollMargin}px)` }}
              >
                <EventRow event={event} onOpen={onOpen} />
              </li>
            )
          );
        })}
      </ul>
      <Foot list={list} shown={events.length} />
    </>
  );
}

function Foot({ list, shown }: { list: Paged; shown: number }) {
  if (list.isFetchNextPageError)
    return <ErrorState compact what="more events" error={list.error} onRetry={() => void list.fetchNextPage()} />;
  const words = list.hasNextPage
    ? list.isFetchingNextPage && 'Loading more'
    : shown >= MAX_LISTED
      ? `These are the newest ${formatCount(shown)}. Narrow the list to reach the others, or export them all.`
      : shown === 1
        ? 'That is the only one.'
        : `That is all: ${formatCount(shown)} events.`;
  return (
    <p className={styles.foot}>
      {words}
      {list.hasNextPage && !list.isFetchingNextPage && (
        <Button look="ghost" size="small" onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      )}
    </p>
  );
}

export function EventListSkeleton() {
  return (
    <div role="status">
      <span className="visually-hidden">Loading events</span>
      <div className={styles.head} aria-hidden />
      <ul className={styles.list} style={{ height: ROW_PX * 10 + BORDERS_PX }} aria-hidden>
        {Array.from({ length: 10 }, (_, row) => (
          <li key={row} className={styles.item} style={{ height: ROW_PX, transform: `translateY(${row * ROW_PX}px)` }}>
            <span className={styles.bones}>
              <Skeleton width={56} height={12} />
              <Skeleton width={90 + ((row * 37) % 60)} height={12} />
              <Skeleton width={110 + ((row * 23) % 50)} height={12} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
