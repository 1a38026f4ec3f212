/** Keeps one live socket open: connects, notices silence, reconnects with backoff, and says honestly where it stands. */
import type { LiveFrame } from '#core/live/protocol.ts';
import { LIVE_PING, LIVE_SUBPROTOCOL } from '#core/live/protocol.ts';
import { reconnectDelayMs } from './backoff.ts';
import { followPlace } from './place.ts';
import { parseFrame } from './totals.ts';
import { watchPage } from './watch-page.ts';

export type LiveStatus =
  | { state: 'connecting' }
  | { state: 'live' }
  /** `at`: Unix milliseconds of the next attempt. */
  | { state: 'waiting'; at: number }
  /** The browser says that there is no network; the next attempt comes with it. */
  | { state: 'offline' };

/** Between pings; proxies drop sockets that are silent for a minute. */
const PING_EVERY_MS = 20_000;
/** No answer for this long means that the socket is dead, whatever it says. */
const SILENCE_MS = PING_EVERY_MS + 10_000;

export interface LiveConnection {
  /** Connects now instead of later; does nothing while connected. */
  retryNow: () => void;
  close: () => void;
}

interface LiveOptions {
  url: string;
  onFrame: (frame: LiveFrame) => void;
  onStatus: (status: LiveStatus) => void;
}

export function connectLive({ url, onFrame, onStatus }: LiveOptions): LiveConnection {
  let socket: WebSocket | undefined;
  let failures = 0;
  let heardAt = 0;
  let closed = false;
  const place = followPlace(() => socket);
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  function open() {
    clearTimeout(retryTimer);
    onStatus({ state: 'connecting' });
    const opened = new WebSocket(place.from(url), LIVE_SUBPROTOCOL);
    socket = opened;
    heardAt = Date.now();
    opened.addEventListener('message', (message) => {
      if (socket !== opened) return;
      heardAt = Date.now();
      const frame = parseFrame(message.data);
      if (!frame) return;
      if (greets(frame)) {
        failures = 0;
        onStatus({ state: 'live' });
      }
      onFrame(frame);
      place.note(frame);
    });
    opened.addEventListener('close', () => {
      if (socket === opened) lost();
    });
  }

  function lost() {
    socket = undefined;
    if (closed) return;
    if (!navigator.onLine) return onStatus({ state: 'offline' });
    const delayMs = reconnectDelayMs(failures, Math.random());
    failures += 1;
    onStatus({ state: 'waiting', at: Date.now() + delayMs });
    clearTimeout(retryTimer);
    retryTimer = setTimeout(open, delayMs);
  }

  function drop() {
    const dead = socket;
    socket = undefined;
    dead?.close();
    lost();
  }

  const heartbeat = setInterval(() => socket && beat(socket, heardAt, drop), PING_EVERY_MS);

  function retryNow() {
    if (!closed && !socket) open();
  }

  const stopWatching = watchPage({
    onBack: retryNow,
    onOffline() {
      clearTimeout(retryTimer);
      if (socket) drop();
      else onStatus({ state: 'offline' });
    },
  });
  open();

  return {
    retryNow,
    close() {
      closed = true;
      clearTimeout(retryTimer);
      clearInterval(heartbeat);
      stopWatching();
      socket?.close();
    },
  };
}

/** Asks for a sign of life, or gives a socket up that has given none. */
function beat(socket: WebSocket, heardAt: number, drop: () => void): void {
  if (Date.now() - heardAt > SILENCE_MS) drop();
  else if (socket.readyState === WebSocket.OPEN) socket.send(LIVE_PING);
}

/** Only a greeting proves that the ledger is at the other end; an open socket alone does not. */
function greets({ type }: LiveFrame): boolean {
  return type === 'hello' || type === 'gap';
}
