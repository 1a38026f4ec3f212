/** A client of the live WebSocket that keeps every frame, as the web app's does. */
import { LIVE_SUBPROTOCOL, type LiveFrame, type LiveHello, type LiveUpdate } from '#core/live/protocol.ts';
import { eventually } from './eventually.ts';

export class LiveSocket {
  readonly frames: LiveFrame[] = [];
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', (message) => {
      const frame = JSON.parse(String(message.data)) as LiveFrame;
      this.frames.push(frame);
      if (frame.type !== 'error') socket.send(JSON.stringify({ type: 'ack', seq: frame.seq }));
    });
  }

  /** Connects with a token and resolves when the first frame, the hello, is there. */
  static async open(apiUrl: string, token: string): Promise<LiveSocket> {
    const url = `${apiUrl.replace('http', 'ws')}/live`;
    const live = new LiveSocket(new WebSocket(url, [LIVE_SUBPROTOCOL, `bearer.${token}`]));
    await eventually(() => live.hello());
    return live;
  }

  hello(): LiveHello {
    const [first] = this.frames;
    if (first?.type !== 'hello') throw new Error(`No hello yet: ${JSON.stringify(first)}`);
    return first;
  }

  updates(): LiveUpdate[] {
    return this.frames.filter((frame) => frame.type === 'update');
  }

  close(): void {
    this.#socket.close();
  }
}
