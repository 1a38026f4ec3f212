/** One workspace's live state, shared by every component that shows a part of it. */
import type { LiveConnection, LiveStatus } from './connection.ts';
import { connectLive } from './connection.ts';
import type { LiveTotals } from './totals.ts';
import { applyFrame, NOTHING_YET } from './totals.ts';

export interface LiveSnapshot {
  status: LiveStatus;
  totals: LiveTotals;
  /** Unix milliseconds of the newest frame; undefined before the first. */
  heardAt: number | undefined;
}

export interface LiveStore {
  read: () => LiveSnapshot;
  subscribe: (listener: () => void) => () => void;
  retryNow: () => void;
  /** Connects; returns what disconnects. What was heard before is kept. */
  open: () => () => void;
}

/** A store that is silent until it is opened. */
export function createLiveStore(url: string): LiveStore {
  let snapshot: LiveSnapshot = { status: { state: 'connecting' }, totals: NOTHING_YET, heardAt: undefined };
  let connection: LiveConnection | undefined;
  const listeners = new Set<() => void>();
  const publish = (next: Partial<LiveSnapshot>) => {
    snapshot = { ...snapshot, ...next };
    for (const listener of listeners) listener();
  };
  return {
    read: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retryNow: () => connection?.retryNow(),
    open: () => {
      const opened = connectLive({
        url,
        onFrame: (frame) => publish({ totals: applyFrame(snapshot.totals, frame), heardAt: Date.now() }),
        onStatus: (status) => publish({ status }),
      });
      connection = opened;
      return () => opened.close();
    },
  };
}
