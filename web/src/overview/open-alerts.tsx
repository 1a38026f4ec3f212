/** What needs the person's eye, above everything else; nothing while all is well. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { apiFor } from '../api/client.ts';
import { Notice } from '../design/notice.tsx';
import { useWorkspace } from '../shell/workspace.ts';

/** More than these are one trouble with many faces, and would push the page away. */
const SHOWN = 3;
const ASKED = 50;
/** Jobs look each minute at most. */
const FRESH_MS = 60_000;

function openAlertsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ['alerts', workspaceId],
    staleTime: FRESH_MS,
    queryFn: async ({ signal }) => {
      const query = { state: 'open' as const, pageSize: String(ASKED) };
      return (await apiFor(workspaceId).alerts.$get({ query }, { init: { signal } })).json();
    },
  });
}

export function OpenAlerts() {
  const { data: alerts = [] } = useQuery(openAlertsQuery(useWorkspace().id));
  if (alerts.length === 0) return null;
  const more = alerts.length - SHOWN;
  return (
    <Notice tone="warn" title={alerts.length === 1 ? 'Something needs your eye' : 'Some things need your eye'}>
      <ul>
        {alerts.slice(0, SHOWN).map(({ kind, subject, message }) => (
          <li key={`${kind} ${subject}`}>{message}</li>
        ))}
      </ul>
      {more > 0 && <p>{alerts.length === ASKED ? `And at least ${more} more.` : `And ${more} more.`}</p>}
    </Notice>
  );
}
