/** Reading events: pages by cursor, what there is to narrow them to, and everything kept of a single one. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { WireEvent } from '#core/stats/event-wire.ts';
import { API_BASE, apiFor } from '../api/client.ts';
import { request } from '../api/request.ts';
import { type EventsSearch, eventsQuery, type Facet } from './search.ts';

/** A few screens. */
const PAGE_SIZE = 100;
/** What nobody scrolls through: beyond it narrow the list, or export it. */
export const MAX_LISTED = 5_000;

export function eventsListQuery(workspaceId: string, search: EventsSearch) {
  return infiniteQueryOptions({
    queryKey: ['events', workspaceId, eventsQuery(search)],
    initialPageParam: '',
    queryFn: async ({ signal, pageParam }): Promise<{ events: WireEvent[]; next: string | undefined }> => {
      const query = { ...eventsQuery(search), limit: String(PAGE_SIZE), ...(pageParam && { cursor: pageParam }) };
      const answer = await apiFor(workspaceId).events.$get({ query }, { init: { signal } });
      return { events: await answer.json(), next: answer.headers.get('x-next-cursor') ?? undefined };
    },
    getNextPageParam: ({ next }, pages) => (pages.length * PAGE_SIZE < MAX_LISTED ? next : undefined),
    // What is listed stays where it is until somebody asks for what came since.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

const GROUPS: Record<Facet, string> = {
  linkId: 'top_links',
  country: 'countries',
  device: 'devices',
  browser: 'browsers',
  referer: 'referers',
};
/** A menu with more is no menu. */
const MAX_CHOICES = 25;

export interface Choice {
  value: string;
  /** The short link, for links; else the value itself. */
  name: string;
  count: number;
}

/** What a filter could be set to, most events first, under all other filters. */
export function choicesQuery(workspaceId: string, search: EventsSearch, facet: Facet) {
  const { [facet]: _own, ...others } = search;
  const asked = eventsQuery(others);
  return queryOptions({
    queryKey: ['event-choices', workspaceId, facet, asked],
    queryFn: async ({ signal }): Promise<Choice[]> => {
      const query = { ...asked, groupBy: GROUPS[facet] as 'countries' };
      const answer = await apiFor(workspaceId).analytics.$get({ query }, { init: { signal } });
      const rows = (await answer.json()) as unknown as Record<string, string | number>[];
      return rows.slice(0, MAX_CHOICES).map((row) => {
        const value = String(row[facet === 'linkId' ? 'id' : facet] ?? '');
        return { value, name: String(row['shortLink'] ?? value), count: Number(row[asked.event] ?? 0) };
      });
    },
  });
}

/** A single event with everything that is kept of it, by the names of exported columns. */
export type KeptEvent = Readonly<Record<string, string | number>>;

/** Its millisecond holds few events; the id says which. */
export function keptEventQuery(workspaceId: string, event: WireEvent) {
  const id = idOf(event);
  return queryOptions({
    queryKey: ['event', workspaceId, id],
    queryFn: async ({ signal }): Promise<KeptEvent | null> => {
      const at = Date.parse(event.timestamp);
      const query = new URLSearchParams({
        event: `${event.event}s`,
        start: new Date(at).toISOString(),
        end: new Date(at + 1).toISOString(),
        linkId: event.link.id,
        classes: 'all',
        format: 'json',
        workspaceId,
      });
      const answer = await request(`${API_BASE}/events/export?${query.toString()}`, { signal });
      const rows = (await answer.json()) as KeptEvent[];
      return rows.find((row) => row['eventId'] === id) ?? null;
    },
    // What was counted never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** A click is its own event; leads and sales have ids beside their click's. */
export function idOf(event: WireEvent): string {
  return event.event === 'click' ? event.click.id : event.eventId;
}

/** A plain address, so that the browser saves the file while it arrives. */
export function exportUrl(workspaceId: string, search: EventsSearch, format: string): string {
  const query = new URLSearchParams({ ...eventsQuery(search), format, workspaceId });
  return `${API_BASE}/events/export?${query.toString()}`;
}
