/** Says above the page that nothing reaches the server, and looks again at everything once something does. It covers, and moves nothing. */
import { useQueryClient } from '@tanstack/react-query';
import { CloudOff, RotateCw } from 'lucide-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { followReach, lookNow, readReach, type Reach } from '../api/reach.ts';
import styles from './offline-banner.module.css';

const WORDS: Record<Exclude<Reach, 'online'>, string> = {
  offline: 'You are offline. Changes are not saved.',
  unreachable: 'Hopline cannot be reached. Changes are not saved.',
};

export function OfflineBanner() {
  const reach = useSyncExternalStore(followReach, readReach);
  useRefreshOnReturn(reach);
  return (
    <div role="status" className={styles.place}>
      {reach !== 'online' && (
        <div className={styles.banner}>
          <CloudOff size={15} aria-hidden />
          {WORDS[reach]}
          {reach === 'unreachable' && (
            <button type="button" className={styles.retry} onClick={lookNow}>
              <RotateCw size={13} aria-hidden />
              Try now
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** What is on the page may be old, or an error: all of it is asked for again. */
function useRefreshOnReturn(reach: Reach): void {
  const client = useQueryClient();
  const before = useRef(reach);
  useEffect(() => {
    if (before.current !== 'online' && reach === 'online') void client.invalidateQueries();
    before.current = reach;
  }, [reach, client]);
}
