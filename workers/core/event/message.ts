/** The queue message: how events travel from the edge to the pipeline. */
import type { CapturedEvent } from './captured.ts';

/** Raised when old and new readers could misunderstand each other; readers accept every version up to their own. */
export const MESSAGE_VERSION = 1;

/** At most 100 KB as JSON: Cloudflare takes 128 KB with its own metadata, and the limits of captured.ts keep one event under 20 KB. */
export interface EventMessage {
  v: typeof MESSAGE_VERSION;
  events: CapturedEvent[];
}

/** A batch from an SDK travels as one message of at most this many events. */
export const MAX_EVENTS_PER_MESSAGE = 500;

/** Events of one message as JSON. A character takes up to three bytes, but what is long (metadata, addresses) is nearly always ASCII. */
export const MAX_MESSAGE_CHARS = 60_000;
