/** What the live socket has told so far, as pure steps: frames in, state out. */
import type { Totals } from '#core/ledger/contract.ts';
import type { LiveEvent, LiveFrame } from '#core/live/protocol.ts';

/** The feed shows the newest; the events page has the rest. */
export const MAX_FEED_EVENTS = 30;

export interface LiveTotals {
  /** Ledger position of the newest frame applied; -1 before the first. */
  seq: number;
  /** Undefined until the socket has spoken. */
  workspace: Totals | undefined;
  /** Newest totals by link id, of links clicked while watching. */
  links: ReadonlyMap<string, Totals>;
  /** Newest first. */
  events: readonly LiveEvent[];
  /** Grows when frames may have been missed: lists fetched before must be asked for again. */
  missed: number;
}

export const NOTHING_YET: LiveTotals = { seq: -1, workspace: undefined, links: new Map(), events: [], missed: 0 };

/**
 * Applies one frame. Totals are absolute, so nothing is added up here: a frame at or behind the known position is
 * ignored (no doubles), and a greeting that stands elsewhere than we do means frames passed us by (no silent gaps).
 */
export function applyFrame(state: LiveTotals, frame: LiveFrame): LiveTotals {
  if (frame.type === 'error') return state;
  if (frame.type === 'hello') {
    if (frame.seq === state.seq) return state;
    return { ...state, seq: frame.seq, workspace: frame.totals, missed: state.missed + 1 };
  }
  if (frame.seq <= state.seq) return state;
  const links = new Map(state.links);
  for (const [id, totals] of Object.entries(frame.links)) links.set(id, totals);
  const events = frame.events.toSorted((a, b) => b.ts - a.ts);
  return {
    ...state,
    seq: frame.seq,
    workspace: frame.totals,
    links,
    events: [...events, ...state.events].slice(0, MAX_FEED_EVENTS),
  };
}

/** Clicks only grow, so of two counts of one thing the larger is the newer. */
export function newerCount(fetched: number, live: number | undefined): number {
  return live === undefined ? fetched : Math.max(fetched, live);
}

/** Reads a text frame; undefined for anything that is not one, such as the answer to a ping. */
export function parseFrame(text: unknown): LiveFrame | undefined {
  if (typeof text !== 'string' || !text.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(text) as Partial<LiveFrame>;
    return value.type === 'hello' || value.type === 'update' || value.type === 'error'
      ? (value as LiveFrame)
      : undefined;
  } catch {
    return undefined;
  }
}
