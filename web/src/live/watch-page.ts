/** The browser's own signs that a connection may come back or is gone. */

/** `onBack`: the network returned or the page is looked at again. `onOffline`: the network went. Returns what stops watching. */
export function watchPage({ onBack, onOffline }: { onBack: () => void; onOffline: () => void }): () => void {
  const onVisibility = () => {
    if (document.visibilityState === 'visible') onBack();
  };
  addEventListener('online', onBack);
  addEventListener('offline', onOffline);
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    removeEventListener('online', onBack);
    removeEventListener('offline', onOffline);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
