/** Files that are fetched when they are needed. A page opened before a deploy asks for some that are gone: it starts again, once, not in circles. */

const RELOADED_AT_KEY = 'hopline.reloaded-at';
/** A second failure this soon is not a deploy but a broken one: then the error page is more honest. */
const MIN_BETWEEN_RELOADS_MS = 60_000;

let fetchingAhead = 0;

/** Listens for the event Vite sends when a lazy file cannot be loaded. */
export function reloadAfterDeploy(): void {
  addEventListener('vite:preloadError', (event) => {
    const reloadedAt = Number(sessionStorage.getItem(RELOADED_AT_KEY) ?? 0);
    if (fetchingAhead > 0 || !navigator.onLine || Date.now() - reloadedAt < MIN_BETWEEN_RELOADS_MS) return;
    sessionStorage.setItem(RELOADED_AT_KEY, String(Date.now()));
    event.preventDefault();
    location.reload();
  });
}

/**
 * Fetches a lazy file before anybody asks for it. That it cannot be had now is no reason to start a page again in which somebody is at
 * work: whoever asks for it later finds out.
 */
export async function fetchAhead(load: () => Promise<unknown>): Promise<void> {
  if (!navigator.onLine) return;
  fetchingAhead += 1;
  try {
    await load();
  } catch {
    // Asked for again when it is needed.
  } finally {
    fetchingAhead -= 1;
  }
}
