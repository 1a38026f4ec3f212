/** Gives a workspace's components the live state, and keeps what was fetched in step with it. */
import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { Totals } from '#core/ledger/contract.ts';
import { liveUrl } from '../api/client.ts';
import { linksKey } from '../links/queries.ts';
import { statsKey } from '../stats/queries.ts';
import { ReportPace } from './report-pace.ts';
import type { LiveSnapshot, LiveStore } from './store.ts';
import { createLiveStore } from './store.ts';
import { activeAt, type LiveTotals, NOTHING_YET } from './totals.ts';

/** Frames of a busy workspace do not name every link that was touched: lists are then fetched, but not with every frame. */
const LINKS_EVERY_MS = 5_000;
/** Lists were asked for a moment before the socket first speaks: what came in between can wait until the page is there. */
const GREETED_MS = 3_000;

const LiveContext = createContext<LiveStore | undefined>(undefined);

/** One socket for one workspace, for as long as this is on the page. Give it the workspace's id as `key`. */
export function LiveProvider({ workspaceId, children }: { workspaceId: string; children: ReactNode }) {
  const [store] = useState(() => createLiveStore(liveUrl(workspaceId)));
  useEffect(() => store.open(), [store]);
  useFollowedQueries(store, workspaceId);
  return <LiveContext value={store}>{children}</LiveContext>;
}

/** Asks again for lists when frames may have been missed, and for reports a little after each burst of clicks. */
function useFollowedQueries(store: LiveStore, workspaceId: string) {
  const client = useQueryClient();
  useEffect(() => {
    let { seq, missed } = store.read().totals;
    const reports = new ReportPace(() => refreshReports(client, workspaceId));
    let linksTimer: ReturnType<typeof setTimeout> | undefined;
    let linksAskedAt = Date.now() - LINKS_EVERY_MS + GREETED_MS;
    const stop = store.subscribe(() => {
      const { totals } = store.read();
      if (totals.missed !== missed)
        linksTimer ??= setTimeout(
          () => {
            linksTimer = undefined;
            linksAskedAt = Date.now();
            void client.invalidateQueries({ queryKey: linksKey(workspaceId) });
          },
          Math.max(0, linksAskedAt + LINKS_EVERY_MS - Date.now()),
        );
      // The first greeting brings no news: reports were asked for a moment ago.
      if (totals.seq !== seq && seq !== NOTHING_YET.seq) reports.news();
      ({ seq, missed } = totals);
    });
    return () => {
      stop();
      reports.stop();
      clearTimeout(linksTimer);
    };
  }, [store, client, workspaceId]);
}

/** A hidden page marks its reports stale; they are fetched when someone looks again. A failed one waits for its retry button. */
function refreshReports(client: QueryClient, workspaceId: string) {
  const refetchType = document.visibilityState === 'visible' ? 'active' : 'none';
  void client.invalidateQueries({
    queryKey: statsKey(workspaceId),
    refetchType,
    predicate: (query) => query.state.status === 'success',
  });
}

const nothing = () => () => {};

/** The part of the live state that `select` picks; the component renders again only when that part changes. */
function useLive<Part>(select: (snapshot: LiveSnapshot | undefined) => Part): Part {
  const store = useContext(LiveContext);
  return useSyncExternalStore(store?.subscribe ?? nothing, () => select(store?.read()));
}

/** Live totals of one link; undefined until it is clicked while watching. */
export const useLinkTotals = (linkId: string): Totals | undefined => useLive((live) => live?.totals.links.get(linkId));
/** Live totals of the workspace; undefined until the socket has spoken. */
export const useWorkspaceTotals = (): Totals | undefined => useLive((live) => live?.totals.workspace);
/** Visitors of the last five minutes; undefined until the socket has spoken. */
export const useActiveVisitors = (nowMs: number): number | undefined =>
  useLive((live) => live && activeAt(live.totals, nowMs));
/** Everything that the socket told; renders again with each frame. */
export const useLiveState = (): LiveTotals | undefined => useLive((live) => live?.totals);
export const useLiveFeed = () => useLive((live) => live?.totals.events);
export const useLiveStatus = () => useLive((live) => live?.status);
export const useLiveHeardAt = () => useLive((live) => live?.heardAt);

/** Connects now instead of waiting for the next attempt. */
export function useLiveRetry(): () => void {
  const store = useContext(LiveContext);
  return () => store?.retryNow();
}
