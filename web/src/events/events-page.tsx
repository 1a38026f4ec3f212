/** Single events, one by one: what happened, when, where, and why it counts as it does. Every filter stands in the address. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ArrowUp } from 'lucide-react';
import { lazy, Suspense, useDeferredValue, useState } from 'react';
import type { WireEvent } from '#core/stats/event-wire.ts';
import { ErrorState } from '../design/state.tsx';
import { useLiveState } from '../live/live.tsx';
import { eventsOf } from '../live/totals.ts';
import { Page } from '../shell/page.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { EventList, EventListSkeleton } from './event-list.tsx';
import styles from './events-page.module.css';
import { ExportMenu } from './export-menu.tsx';
import { FilterBar } from './filter-bar.tsx';
import { NoEvents } from './no-events.tsx';
import { eventsListQuery } from './queries.ts';
import type { EventsSearch } from './search.ts';

const EventSheet = lazy(async () => ({ default: (await import('./event-sheet.tsx')).EventSheet }));

export function EventsPage() {
  const workspace = useWorkspace();
  const search = useSearch({ from: '/member/$workspace/events' });
  const navigate = useNavigate({ from: '/$workspace/events' });
  const change = (next: EventsSearch) => void navigate({ search: next, replace: true });
  return (
    <Page title="Events" actions={<ExportMenu search={search} />}>
      <FilterBar search={search} onChange={change} />
      <Found key={workspace.id} search={useDeferredValue(search)} onChange={change} />
    </Page>
  );
}

function Found({ search, onChange }: { search: EventsSearch; onChange: (search: EventsSearch) => void }) {
  const list = useInfiniteQuery({
    ...eventsListQuery(useWorkspace().id, search),
    placeholderData: (before) => before,
  });
  const [opened, setOpened] = useState<{ event: WireEvent; open: boolean }>();
  if (list.isPending) return <EventListSkeleton />;
  if (list.isError && !list.data)
    return <ErrorState what="the events" error={list.error} onRetry={() => void list.refetch()} />;
  const events = list.data.pages.flatMap((page) => page.events);
  return (
    <>
      <NewerEvents since={list.dataUpdatedAt} onShow={() => void list.refetch()} />
      {events.length === 0 ? (
        <NoEvents search={search} onChange={onChange} />
      ) : (
        <EventList list={list} events={events} onOpen={(event) => setOpened({ event, open: true })} />
      )}
      {opened && (
        <Suspense>
          <EventSheet
            event={opened.event}
            open={opened.open}
            onClose={() => setOpened({ ...opened, open: false })}
            onChange={onChange}
            search={search}
          />
        </Suspense>
      )}
    </>
  );
}

/** The list stands still while it is read; the ledger says when there is something newer. Its room is always there. */
function NewerEvents({ since, onShow }: { since: number; onShow: () => void }) {
  const live = useLiveState();
  const counted = live?.workspace && eventsOf(live.workspace);
  const [known, setKnown] = useState({ since, counted });
  if (known.since !== since || (known.counted === undefined && counted !== undefined)) setKnown({ since, counted });
  const newer =
    known.since === since && known.counted !== undefined && counted !== undefined && counted > known.counted;
  return (
    <div className={styles.newer} role="status">
      {newer && (
        <button type="button" className={styles.show} onClick={onShow}>
          <ArrowUp size={13} aria-hidden />
          New events have come. Show them
        </button>
      )}
    </div>
  );
}
