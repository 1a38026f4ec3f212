/** What needs a person's eye: a line in the head of the page, whose place is kept, so that it moves nothing whenever it comes. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { apiFor } from '../api/client.ts';
import { useWorkspace } from '../shell/workspace.ts';
import styles from './open-alerts.module.css';

const AlertLine = lazy(async () => ({ default: (await import('./alert-line.tsx')).AlertLine }));

const ASKED = 50;
/** Jobs look each minute at most. */
const FRESH_MS = 60_000;

function openAlertsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ['alerts', workspaceId],
    staleTime: FRESH_MS,
    refetchInterval: FRESH_MS,
    queryFn: async ({ signal }) => {
      const query = { state: 'open' as const, pageSize: String(ASKED) };
      return (await apiFor(workspaceId).alerts.$get({ query }, { init: { signal } })).json();
    },
  });
}

export function OpenAlerts() {
  const { data: alerts = [] } = useQuery(openAlertsQuery(useWorkspace().id));
  return (
    <div className={styles.place}>
      {alerts.length > 0 && (
        <Suspense>
          <AlertLine alerts={alerts} isAll={alerts.length < ASKED} />
        </Suspense>
      )}
    </div>
  );
}
