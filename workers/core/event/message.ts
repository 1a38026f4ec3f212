/** The queue message: how events travel from the edge to the pipeline. */
import type { CapturedEvent } from './captured.ts';

/** Raised when old and new readers could misunderstand each other; readers accept every version up to their own. */
export const MESSAGE_VERSION = 1;

export interface EventMessage {
  v: typeof MESSAGE_VERSION;
  events: CapturedEvent[];
}

/** Cloudflare's message limit is 128 KB; the rest is head-room for its own metadata. */
export const MAX_MESSAGE_BYTES = 100_000;
/** A batch from an SDK travels as one message of at most this many events. */
export const MAX_EVENTS_PER_MESSAGE = 500;
