/**
 * How much a socket's client has been sent and not yet read. The platform does not tell how much it holds for a slow client, so
 * clients acknowledge frames; what is not acknowledged is bounded, for every socket.
 */

/** In flight at most, to be sent whole frames: a second of frames at the highest rate. */
export const WINDOW_BYTES = 48_000;
/** Beyond, the socket is closed. A thousand sockets that all stand still hold 64 MB, half of what an object has. */
export const MOST_BYTES = 64_000;
/** A slow client hears the totals this often: they are absolute, so those in between are not missed. */
export const SLOW_INTERVAL_MS = 2_000;
/** A client whose scope is quiet is told this often how far the ledger has got, so that its place does not grow old. */
export const QUIET_INTERVAL_MS = 15_000;

/** What a socket may be sent now. `close`: nothing any more. */
export type Turn = 'whole' | 'totals' | 'wait' | 'close';

export class Flow {
  /** Frames not acknowledged, oldest first; bounded by MOST_BYTES. */
  #unread: { seq: number; bytes: number }[] = [];
  #bytes = 0;
  #sentAt = 0;
  #carried = 0;
  #isBehind = false;

  /** Events that passed while the client was too slow for them, and that no frame has counted yet. */
  get carried(): number {
    return this.#carried;
  }

  /** Links and minutes have changed that no frame has told. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  turn(nowMs: number): Turn {
    if (this.#bytes >= MOST_BYTES) return 'close';
    if (this.#bytes < WINDOW_BYTES) return 'whole';
    // A clock that was set back must not keep a client waiting.
    const waited = nowMs - this.#sentAt;
    return waited >= SLOW_INTERVAL_MS || waited < 0 ? 'totals' : 'wait';
  }

  isQuiet(nowMs: number): boolean {
    return Math.abs(nowMs - this.#sentAt) >= QUIET_INTERVAL_MS;
  }

  /** A frame with so many events was not sent. */
  skip(events: number): void {
    this.#carried += events;
    this.#isBehind = true;
  }

  /** @param isShort totals alone were sent. */
  sent(seq: number, bytes: number, nowMs: number, isShort: boolean): void {
    this.#unread.push({ seq, bytes });
    this.#bytes += bytes;
    this.#sentAt = nowMs;
    this.#carried = 0;
    this.#isBehind = isShort;
  }

  acknowledge(seq: number): void {
    while (this.#unread[0] !== undefined && this.#unread[0].seq <= seq) this.#bytes -= this.#unread.shift()?.bytes ?? 0;
  }
}
