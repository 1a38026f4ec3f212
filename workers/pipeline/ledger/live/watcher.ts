/** What is known of one live socket. What must survive sleep and eviction is in its attachment; the rest may be forgotten. */
import type { Place } from '#core/live/place.ts';
import type { WatchScope } from '#core/live/scope.ts';
import { Flow } from '#core/live/flow.ts';

/** The attachment. The place is that of the last frame sent: what came later is told from the log. */
interface Remembered {
  workspaceId: string;
  scope: WatchScope;
  place: Place;
}

export interface Watcher extends Remembered {
  readonly socket: WebSocket;
  readonly flow: Flow;
  /** Read back from its attachment: frames may have been under way when memory was lost. */
  isRestored: boolean;
  /** Unix milliseconds of the subscriptions of the last minute. */
  subscribedAt: number[];
  /** Frames of the client that could not be read. */
  mistakes: number;
}

/** The watchers of this object's sockets, as long as it is awake. */
export class Watchers {
  readonly #known = new WeakMap<WebSocket, Watcher>();

  /** A new socket, or one with a new scope. */
  begin(socket: WebSocket, workspaceId: string, scope: WatchScope, place: Place): Watcher {
    const { flow = new Flow(), subscribedAt = [], mistakes = 0 } = this.#known.get(socket) ?? {};
    const watcher: Watcher = { socket, workspaceId, scope, place, flow, isRestored: false, subscribedAt, mistakes };
    this.#known.set(socket, watcher);
    return watcher;
  }

  /** Undefined for a socket that an older version of this code has accepted: it does not say what it watches. */
  of(socket: WebSocket): Watcher | undefined {
    const known = this.#known.get(socket);
    if (known) return known;
    const remembered = socket.deserializeAttachment() as Remembered | null;
    if (!remembered) return undefined;
    const fresh = { flow: new Flow(), isRestored: true, subscribedAt: [], mistakes: 0 };
    const watcher: Watcher = { socket, ...remembered, ...fresh };
    this.#known.set(socket, watcher);
    return watcher;
  }
}

/** Sends a frame's text and moves the watcher's place. A socket that is closing takes no frame; its client comes back with its place. */
export function sendFrame(watcher: Watcher, text: string, place: Place, nowMs: number, isShort = false): void {
  const { socket, workspaceId, scope, flow } = watcher;
  try {
    socket.send(text);
  } catch {
    socket.close(1011, 'not writable');
    return;
  }
  flow.sent(place.seq, text.length, nowMs, isShort);
  watcher.place = place;
  watcher.isRestored = false;
  socket.serializeAttachment({ workspaceId, scope, place } satisfies Remembered);
}
