/** What the live socket has told so far, as pure steps: frames in, state out. */
import type { Totals } from '#core/ledger/contract.ts';
import type { GapReason, LiveActive, LiveEvent, LiveFrame, LiveHello, LiveMinute } from '#core/live/protocol.ts';
import { mergeMinutes } from './minutes.ts';

/** The feed shows the newest; the events page has the rest. As many as a resumed hello brings. */
export const MAX_FEED_EVENTS = 100;

export interface LiveTotals {
  /** Ledger position of the newest frame applied; -1 before the first. */
  seq: number;
  /** Undefined until the socket has spoken. */
  workspace: Totals | undefined;
  /** Newest totals by link id, of links clicked while watching. */
  links: ReadonlyMap<string, Totals>;
  /** Newest first. */
  events: readonly LiveEvent[];
  active: LiveActive | undefined;
  /** The last hour, oldest first. */
  minutes: readonly LiveMinute[];
  /** Hits that were counted while watching and never stood in the feed: sampled away, or passed in a gap. */
  unshown: number;
  /** Why there was a gap; undefined while there was none. */
  gap: GapReason | undefined;
  /** Grows when frames may have been missed: lists fetched before must be asked for again. */
  missed: number;
}

export const NOTHING_YET: LiveTotals = {
  seq: -1,
  workspace: undefined,
  links: new Map(),
  events: [],
  active: undefined,
  minutes: [],
  unshown: 0,
  gap: undefined,
  missed: 0,
};

/**
 * Applies one frame. Totals are absolute, so nothing is added up here: a frame at or behind the known position is ignored
 * (no doubles). A frame that does not go on where the last one ended means that some passed us by (no silent gaps).
 */
export function applyFrame(state: LiveTotals, frame: LiveFrame): LiveTotals {
  if (frame.type === 'error') return state;
  if (frame.type === 'update' && frame.seq <= state.seq) return state;
  const goesOn = frame.type === 'update' ? frame.from <= state.seq : frame.type === 'hello' && goesOnFrom(state, frame);
  if (frame.type === 'hello' && goesOn && frame.seq === state.seq) return state;
  const links = new Map(state.links);
  for (const [id, totals] of Object.entries(frame.links)) links.set(id, totals);
  const events = frame.type === 'gap' ? [] : frame.events.toSorted((a, b) => b.ts - a.ts);
  return {
    seq: frame.seq,
    workspace: frame.totals,
    links,
    events: [...events, ...(frame.type === 'gap' ? [] : state.events)].slice(0, MAX_FEED_EVENTS),
    active: frame.active,
    minutes: frame.type === 'update' ? mergeMinutes(state.minutes, frame.minutes) : frame.minutes,
    unshown: state.unshown + unshownBy(state, frame),
    gap: frame.type === 'gap' ? frame.reason : state.gap,
    missed: state.missed + (goesOn && frame.linksComplete ? 0 : 1),
  };
}

/** A gap counts what happened since the last state, which it cannot list. */
function unshownBy(state: LiveTotals, frame: Exclude<LiveFrame, { type: 'error' }>): number {
  if (frame.type !== 'gap') return frame.omitted;
  return state.workspace ? Math.max(0, eventsOf(frame.totals) - eventsOf(state.workspace)) : 0;
}

/** Everything that would have stood in the feed. */
export function eventsOf({ hits, leads, sales }: Totals): number {
  return hits + leads + sales;
}

function goesOnFrom(state: LiveTotals, { resumed, seq }: LiveHello): boolean {
  return resumed || seq === state.seq;
}

/** Visitors of the last five minutes, as the last frame said they would be by now. */
export function activeAt({ active }: Pick<LiveTotals, 'active'>, nowMs: number): number | undefined {
  return active && (active.falls.findLast(([at]) => at <= nowMs)?.[1] ?? active.visitors);
}

/** Clicks only grow, so of two counts of one thing the larger is the newer. */
export function newerCount(fetched: number, live: number | undefined): number {
  return live === undefined ? fetched : Math.max(fetched, live);
}

const TYPES: ReadonlySet<string> = new Set(['hello', 'update', 'gap', 'error'] satisfies LiveFrame['type'][]);

/** Reads a text frame; undefined for anything that is not one, such as the answer to a ping. */
export function parseFrame(text: unknown): LiveFrame | undefined {
  if (typeof text !== 'string' || !text.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(text) as Partial<LiveFrame>;
    return value.type !== undefined && TYPES.has(value.type) ? (value as LiveFrame) : undefined;
  } catch {
    return undefined;
  }
}
