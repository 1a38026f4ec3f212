/** Messages on the live WebSocket, `GET /live`. Text frames, one JSON object each. */
import type { Totals } from '../ledger/contract.ts';

/** First frame after connecting: where the counters stand. `seq` is the ledger's position, the same order as later frames. */
export interface LiveHello {
  type: 'hello';
  workspaceId: string;
  seq: number;
  totals: Totals;
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

/** After each append: new totals of the workspace and of the links it touched, and the newest events (at most MAX_LIVE_EVENTS). */
export interface LiveUpdate {
  type: 'update';
  seq: number;
  totals: Totals;
  links: Record<string, Totals>;
  events: LiveEvent[];
  /** Events counted in this append but left out of `events`. */
  omitted: number;
}

export interface LiveError {
  type: 'error';
  code: string;
  message: string;
}

export type LiveFrame = LiveHello | LiveUpdate | LiveError;

/** A frame stays readable and small whatever the rate. */
export const MAX_LIVE_EVENTS = 20;
/** The client sends `ping`, the runtime answers `pong` without waking the object. */
export const LIVE_PING = 'ping';
export const LIVE_PONG = 'pong';
/** Browsers cannot set headers on sockets: a token may travel as the subprotocol `bearer.{token}` beside this one. */
export const LIVE_SUBPROTOCOL = 'hopline.v1';
