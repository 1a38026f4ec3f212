/** What a socket watches: read from the query of `GET /live` and from subscribe frames, and asked row by row. */
import { AppError } from '../error/app-error.ts';
import type { EventRow } from '../event/row.ts';
import { type LiveAck, type LiveScope, type LiveSubscribe, MAX_WATCHED_LINKS } from './protocol.ts';

/** A scope with what the watcher must not see: links in folders closed to them. */
export interface WatchScope extends LiveScope {
  hidden: string[];
}

/** Links in closed folders that a watcher's socket can leave out; more are refused, as reports refuse them. */
export const MAX_HIDDEN_LINKS = 25;
/** A subscribe frame with the most links and a resume token is half as long. */
const MAX_FRAME_CHARS = 4_096;
const LINK_ID = /^[\w-]{1,40}$/;

/** @param query of the address: `links=a,b`, `feed=false`. Throws `bad_request`. */
export function scopeOfQuery(query: URLSearchParams): LiveScope {
  const links = query.get('links');
  const feed = query.get('feed') ?? 'true';
  if (feed !== 'true' && feed !== 'false') throw refuse(`feed: must be true or false, got ${show(feed)}`);
  return { links: links === null ? null : checkLinks(links.split(',')), feed: feed === 'true' };
}

/** Reads a client's frame. Throws `bad_request` with a sentence that may be sent back. */
export function readClientFrame(text: string): LiveSubscribe | LiveAck {
  if (text.length > MAX_FRAME_CHARS) throw refuse(`A frame has at most ${MAX_FRAME_CHARS} characters.`);
  const frame = parse(text) as Partial<Record<keyof LiveSubscribe | keyof LiveAck, unknown>> | null;
  if (frame?.type === 'ack') {
    if (!Number.isSafeInteger(frame.seq)) throw refuse(`seq: must be the seq of a frame, got ${show(frame.seq)}`);
    return { type: 'ack', seq: frame.seq as number };
  }
  if (frame?.type !== 'subscribe') throw refuse(`type: must be "subscribe" or "ack", got ${show(frame?.type)}`);
  const { links = null, feed = true, resume } = frame;
  if (typeof feed !== 'boolean') throw refuse(`feed: must be true or false, got ${show(feed)}`);
  if (resume !== undefined && typeof resume !== 'string')
    throw refuse('resume: must be the resume of a frame you have read');
  if (links !== null && !Array.isArray(links)) throw refuse(`links: must be a list of link ids, got ${show(links)}`);
  return {
    type: 'subscribe',
    links: links === null ? null : checkLinks(links),
    feed,
    ...(resume !== undefined && { resume }),
  };
}

/** The same for scopes that watch the same. */
export function scopeKey({ links, hidden, feed }: WatchScope): string {
  return `${feed ? 'f' : '-'} ${links === null ? '*' : links.toSorted().join()} ${hidden.join()}`;
}

export function isWhole({ links, hidden }: WatchScope): boolean {
  return links === null && hidden.length === 0;
}

/** Whether a row of the workspace falls into the scope. */
export function watches({ links, hidden }: WatchScope, row: Pick<EventRow, 'link_id'>): boolean {
  return (links === null || links.includes(row.link_id)) && !hidden.includes(row.link_id);
}

function checkLinks(ids: unknown[]): string[] {
  if (ids.length === 0 || ids.length > MAX_WATCHED_LINKS)
    throw refuse(`links: must name 1 to ${MAX_WATCHED_LINKS} links, got ${ids.length}`);
  for (const id of ids)
    if (typeof id !== 'string' || !LINK_ID.test(id)) throw refuse(`links: must be ids of links, got ${show(id)}`);
  return [...new Set(ids as string[])];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse('A frame is one JSON object.');
  }
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 50);
}

function refuse(message: string): AppError {
  return new AppError('bad_request', message);
}
