/** Messages on the live WebSocket, `GET /live`: text frames, one JSON object each. docs/live.md tells how they follow each other. */
import type { Totals } from '../ledger/contract.ts';

/** What a socket watches. `links` null is the whole workspace; `feed` false leaves single events out. */
export interface LiveScope {
  links: string[] | null;
  feed: boolean;
}

/** One minute of the series, by the time at which the clicks happened. */
export interface LiveMinute {
  /** Unix milliseconds. */
  start: number;
  hits: number;
  /** Human ones. */
  clicks: number;
}

/** Different visitors of the last five minutes: human clicks, by the day's visitor hash. */
export interface LiveActive {
  visitors: number;
  /** False above a few hundred visitors in 15 seconds (about 2 % of error then), and where the five minutes are not all known. */
  exact: boolean;
  /** How the number falls if nobody clicks any more: Unix milliseconds, and visitors from then on. So no frame has to say it. */
  falls: [at: number, visitors: number][];
}

/** One counted event as the feed shows it: no visitor id, no address. */
export interface LiveEvent {
  id: string;
  /** Unix milliseconds. */
  ts: number;
  type: string;
  linkId: string;
  domain: string;
  key: string;
  class: string;
  country: string;
  city: string;
  device: string;
  browser: string;
  os: string;
  referer: string;
}

/** Events of a frame. */
export interface LiveFeed {
  /** At most MAX_LIVE_EVENTS, oldest first; when more were counted, a uniform sample of them. */
  events: LiveEvent[];
  /** Events counted but left out of `events`. */
  omitted: number;
  /** How many counted events each of `events` stands for; 1 when all are there. */
  standsFor: number;
}

/** Where everything stands. */
export interface LiveState {
  workspaceId: string;
  /** The ledger's position: the order of all frames. */
  seq: number;
  /** Hand it in when you come back, and you are told what happened since this frame. */
  resume: string;
  scope: LiveScope;
  /** Of the workspace. */
  totals: Totals;
  /** Of the links watched; of a whole workspace, those touched since the place that was handed in. */
  links: Record<string, Totals>;
  /** False when links were touched that `links` does not name. */
  linksComplete: boolean;
  /** The last sixty minutes within the scope, oldest first, the passing one included. */
  minutes: LiveMinute[];
  /** Unix milliseconds from when on `minutes` are known whole: for single links the ledger may not look back an hour. */
  minutesSince: number;
  active: LiveActive;
}

/** First frame after connecting or subscribing. With `resumed`, its feed is what happened since the place that was handed in. */
export interface LiveHello extends LiveState, LiveFeed {
  type: 'hello';
  resumed: boolean;
}

/** Why what happened in between cannot be told event by event. */
export type GapReason =
  /** Longer ago than the ledger looks back. */
  | 'too_old'
  /** More events than one frame sums up. */
  | 'too_much'
  /** Another ledger counts the workspace now. */
  | 'moved'
  /** The place is not one of this ledger. */
  | 'unknown';

/** Instead of a hello or an update: events may have passed unseen. Forget the feed, and go on from this state. */
export interface LiveGap extends LiveState {
  type: 'gap';
  reason: GapReason;
}

/** What was counted since the frame with `seq` = `from`. Totals, minutes and visitors are absolute: nothing has to be added up. */
export interface LiveUpdate extends LiveFeed {
  type: 'update';
  from: number;
  seq: number;
  resume: string;
  totals: Totals;
  links: Record<string, Totals>;
  linksComplete: boolean;
  /** Only those that have changed. */
  minutes: LiveMinute[];
  active: LiveActive;
}

export interface LiveError {
  type: 'error';
  code: string;
  message: string;
}

export type LiveFrame = LiveHello | LiveUpdate | LiveGap | LiveError;

/** Changes what the socket watches; the answer is a hello, or a gap when `resume` is too old. */
export interface LiveSubscribe {
  type: 'subscribe';
  links?: string[] | null;
  feed?: boolean;
  resume?: string;
}

/** Everything up to `seq` has been read. Send one a second while frames come: unread frames are held in memory for you. */
export interface LiveAck {
  type: 'ack';
  seq: number;
}

/** A frame stays readable and small whatever the rate: above 20 events in 250 ms (80 a second) the feed is a sample. */
export const MAX_LIVE_EVENTS = 20;
/** What happened while a client was away is told at more length. */
export const MAX_RESUMED_EVENTS = 100;
/** Links one socket may watch: more than a screen shows, and what is remembered of a sleeping socket stays under 2 KB. */
export const MAX_WATCHED_LINKS = 30;
/** The client sends `ping`, the runtime answers `pong` without waking the object. */
export const LIVE_PING = 'ping';
export const LIVE_PONG = 'pong';
/** Browsers cannot set headers on sockets: a token may travel as the subprotocol `bearer.{token}` beside this one. */
export const LIVE_SUBPROTOCOL = 'hopline.v1';
/** Close code: the client reads too slowly. It should come back with its last `resume`. */
export const LIVE_TOO_SLOW = 4008;
/** A client acknowledges at least this often while frames come. */
export const LIVE_ACK_MS = 1_000;
