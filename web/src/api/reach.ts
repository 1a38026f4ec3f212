/** Whether the server can be reached: what the browser says, and what becomes of requests. One failure is no outage, so it is looked at again first. */

export type Reach =
  | 'online'
  /** The browser has no network. */
  | 'offline'
  /** There is a network, but no answer comes. */
  | 'unreachable';

/** A small file of the same origin: whoever can read it can reach the API. */
const LOOKED_AT = '/robots.txt';
/** Between looks while nothing answers. */
const LOOK_EVERY_MS = 5_000;
const LOOK_TIMEOUT_MS = 4_000;

let reach: Reach = navigator.onLine ? 'online' : 'offline';
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

function become(next: Reach): void {
  if (next === reach) return;
  reach = next;
  for (const listener of listeners) listener();
}

/** Called by whoever got no answer. */
export function noteNoAnswer(): void {
  if (!navigator.onLine) become('offline');
  else timer ??= setTimeout(() => void look(), 0);
}

/** Asks for as little as there is, until an answer comes. */
async function look(): Promise<void> {
  const answered = await fetch(LOOKED_AT, { signal: AbortSignal.timeout(LOOK_TIMEOUT_MS), cache: 'no-store' })
    // A gateway's own page says that whoever is behind it does not answer.
    .then((answer) => answer.status < 502)
    .catch(() => false);
  timer = undefined;
  if (!navigator.onLine) return become('offline');
  become(answered ? 'online' : 'unreachable');
  if (!answered) timer = setTimeout(() => void look(), LOOK_EVERY_MS);
}

/** Looks now instead of later. */
export function lookNow(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void look(), 0);
}

addEventListener('online', lookNow);
addEventListener('offline', () => become('offline'));

export const readReach = (): Reach => reach;

export function followReach(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
