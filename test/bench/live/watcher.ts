/** One client of the bench: reads, acknowledges once a second, and adds up what it is told. */
import { LIVE_ACK_MS, LIVE_SUBPROTOCOL, type LiveFrame } from '#core/live/protocol.ts';

/** What arrived, added up over all watchers: frames of a thousand sockets are too many to keep. */
export class Tally {
  frames = 0;
  bytes = 0;
  gaps = 0;
  /** Milliseconds from an event's own time to the frame that shows it, one per frame with events. */
  delaysMs: number[] = [];

  note(frame: LiveFrame, bytes: number): void {
    this.frames += 1;
    this.bytes += bytes;
    if (frame.type === 'gap') this.gaps += 1;
    const newest = frame.type === 'update' ? frame.events.at(-1) : undefined;
    if (newest) this.delaysMs.push(Date.now() - newest.ts);
  }
}

export class Watcher {
  /** Events told of, shown or omitted. */
  told = 0;
  bytes = 0;
  closedWith: number | undefined;
  resume = '';
  readonly #socket: WebSocket;
  #seq = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  private constructor(socket: WebSocket, tally: () => Tally, acknowledges: boolean) {
    this.#socket = socket;
    socket.addEventListener('close', ({ code }) => (this.closedWith = code));
    socket.addEventListener('message', ({ data }) => {
      const text = String(data);
      const frame = JSON.parse(text) as LiveFrame;
      if (frame.type === 'error') throw new Error(frame.message);
      this.bytes += text.length;
      this.#seq = frame.seq;
      this.resume = frame.resume;
      if (frame.type !== 'gap') this.told += frame.events.length + frame.omitted;
      tally().note(frame, text.length);
    });
    if (!acknowledges) return;
    let acknowledged = 0;
    this.#timer = setInterval(() => {
      if (this.#seq === acknowledged || socket.readyState !== WebSocket.OPEN) return;
      acknowledged = this.#seq;
      socket.send(JSON.stringify({ type: 'ack', seq: acknowledged }));
    }, LIVE_ACK_MS);
  }

  /** Resolves with the first frame read. */
  static async open(
    url: string,
    token: string,
    tally: () => Tally,
    { resume = '', acknowledges = true } = {},
  ): Promise<Watcher> {
    const address = new URL('/live', url.replace('http', 'ws'));
    if (resume !== '') address.searchParams.set('resume', resume);
    const socket = new WebSocket(address, [LIVE_SUBPROTOCOL, `bearer.${token}`]);
    const watcher = new Watcher(socket, tally, acknowledges);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('message', () => resolve(), { once: true });
      socket.addEventListener('error', () => reject(new Error('a socket was refused')), { once: true });
    });
    return watcher;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#socket.close();
  }
}
