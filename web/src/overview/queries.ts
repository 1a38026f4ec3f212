/** The latest clicks before the page was opened, in the shape of the live feed. */
import { queryOptions } from '@tanstack/react-query';
import type { LiveEvent } from '#core/live/protocol.ts';
import type { WireEvent } from '#core/stats/event-wire.ts';
import { apiFor } from '../api/client.ts';
import { statsKey } from '../stats/queries.ts';

/** What `GET /events` lists unless asked otherwise: clicks. */
function toLiveEvent(event: WireEvent): LiveEvent {
  const { click, link } = event;
  const { country, city, device, browser, os, referer } = click;
  const shared = { country, city, device, browser, os, referer, class: click.class };
  return {
    id: click.id,
    ts: Date.parse(click.timestamp),
    type: event.event,
    linkId: link.id,
    domain: link.domain,
    key: link.key,
    ...shared,
  };
}

export function latestClicksQuery(workspaceId: string, limit: number) {
  return queryOptions({
    queryKey: [...statsKey(workspaceId), 'latest', limit],
    queryFn: async ({ signal }) => {
      const answer = await apiFor(workspaceId).events.$get(
        { query: { limit: String(limit), interval: '30d' } },
        { init: { signal } },
      );
      return (await answer.json()).map(toLiveEvent);
    },
  });
}
