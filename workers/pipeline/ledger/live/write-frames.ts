/** Frames as text: a scope's state, and what has changed in it. */
import { MAX_LIVE_LINKS } from '#core/ledger/limits.ts';
import type { Totals } from '#core/ledger/contract.ts';
import { emptyGathering, feedOf, gather, type LiveGathering } from '#core/live/frame.ts';
import { type Place, writePlace } from '#core/live/place.ts';
import {
  type GapReason,
  type LiveFrame,
  type LiveHello,
  type LiveState,
  type LiveUpdate,
  MAX_RESUMED_EVENTS,
} from '#core/live/protocol.ts';
import type { WatchScope } from '#core/live/scope.ts';
import type { EventRow } from '#core/event/row.ts';
import type { Book } from '../book.ts';
import { type View, watched } from './view.ts';

export interface FrameTools {
  book: Pick<Book, 'totals'>;
  workspaceId: string;
  /** See stayName. */
  stay: string;
  place: Place;
  nowMs: number;
}

/** A frame of everything, and of what happened since the client's place when there is one. */
export function writeHello(tools: FrameTools, view: View, missed: readonly EventRow[] | undefined): string {
  const gathering = gatheringOf(view, missed ?? []);
  const frame: LiveHello = {
    type: 'hello',
    resumed: missed !== undefined,
    ...stateOf(tools, view, gathering),
    ...feedOf(gathering),
  };
  return write(frame);
}

export function writeGap(tools: FrameTools, view: View, reason: GapReason): string {
  return write({ type: 'gap', reason, ...stateOf(tools, view, gatheringOf(view, [])) });
}

/** What rows read back from the log add up to. */
export function gatheringOf({ scope }: View, rows: readonly EventRow[]): LiveGathering {
  const gathering = emptyGathering(scope.feed ? MAX_RESUMED_EVENTS : 0);
  gather(gathering, watched(scope, rows), MAX_LIVE_LINKS);
  return gathering;
}

export interface Change {
  from: number;
  gathering: LiveGathering;
  minutes: LiveUpdate['minutes'];
  active: LiveUpdate['active'];
  /** Events that passed unseen before these. */
  carried: number;
  /** The client has missed links and minutes. */
  isBehind: boolean;
  /** Without events and links: for a client that cannot keep up. */
  isShort: boolean;
}

export function writeUpdate(tools: FrameTools, { scope }: View, change: Change): string {
  const { gathering, carried, isBehind, isShort } = change;
  const shown = isShort || !scope.feed ? { ...gathering, rows: [], maxEvents: 0 } : gathering;
  const feed = feedOf(shown);
  const { totals, links } = totalsOf(tools, scope, isShort ? [] : [...gathering.linkIds]);
  const omitted = feed.omitted + carried;
  const frame: LiveUpdate = {
    type: 'update',
    from: change.from,
    seq: tools.place.seq,
    resume: writePlace(tools.stay, tools.place),
    totals,
    links,
    linksComplete: gathering.linksComplete && !isBehind && !isShort,
    ...feed,
    omitted,
    standsFor: standsFor(feed.events.length, omitted),
    minutes: isShort ? [] : change.minutes,
    active: isShort ? { ...change.active, falls: [] } : change.active,
  };
  return write(frame);
}

function standsFor(shown: number, omitted: number): number {
  return shown === 0 ? 1 : Math.round((100 * (shown + omitted)) / shown) / 100;
}

function stateOf(tools: FrameTools, { scope, minutes, active }: View, gathering: LiveGathering): LiveState {
  const { workspaceId, stay, place, nowMs } = tools;
  return {
    workspaceId,
    seq: place.seq,
    resume: writePlace(stay, place),
    scope: { links: scope.links, feed: scope.feed },
    ...totalsOf(tools, scope, scope.links ?? [...gathering.linkIds]),
    linksComplete: gathering.linksComplete,
    minutes: minutes.series(nowMs),
    minutesSince: minutes.since,
    active: active.count(nowMs),
  };
}

/** Of the workspace and of these links, without what the watcher must not see. */
function totalsOf(
  { book, workspaceId }: FrameTools,
  { hidden }: WatchScope,
  linkIds: readonly string[],
): { totals: Totals; links: Record<string, Totals> } {
  const ids = linkIds.filter((id) => !hidden.includes(id));
  const { workspace, links } = book.totals(workspaceId, [...ids, ...hidden]);
  return {
    totals: links.slice(ids.length).reduce(without, workspace),
    links: Object.fromEntries(ids.map((id, index) => [id, links[index] as Totals])),
  };
}

/** The newest click stays: which link it was on is not told. */
function without(all: Totals, part: Totals): Totals {
  return {
    hits: all.hits - part.hits,
    clicks: all.clicks - part.clicks,
    leads: all.leads - part.leads,
    conversions: all.conversions - part.conversions,
    sales: all.sales - part.sales,
    saleAmount: all.saleAmount - part.saleAmount,
    lastClickedAt: all.lastClickedAt,
  };
}

function write(frame: LiveFrame): string {
  return JSON.stringify(frame);
}
