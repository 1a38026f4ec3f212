/** A page opened before a deploy asks for files that are gone: it starts again with the new ones, once, not in circles. */

const RELOADED_AT_KEY = 'hopline.reloaded-at';
/** A second failure this soon is not a deploy but a broken one: then the error page is more honest. */
const MIN_BETWEEN_RELOADS_MS = 60_000;

/** Listens for the event Vite sends when a lazy file cannot be loaded. */
export function reloadAfterDeploy(): void {
  addEventListener('vite:preloadError', (event) => {
    const reloadedAt = Number(sessionStorage.getItem(RELOADED_AT_KEY) ?? 0);
    if (!navigator.onLine || Date.now() - reloadedAt < MIN_BETWEEN_RELOADS_MS) return;
    sessionStorage.setItem(RELOADED_AT_KEY, String(Date.now()));
    event.preventDefault();
    location.reload();
  });
}
