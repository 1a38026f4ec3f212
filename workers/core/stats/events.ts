/** Answers `GET /events`: single events, newest first, from the raw table. */
import { requireScope } from '../access/actor.ts';
import type { Customer } from '../customer/customer.ts';
import { refusal } from '../error/refuse.ts';
import type { Link } from '../link/link.ts';
import type { WireLink } from '../link/wire.ts';
import { askStats } from './ask.ts';
import type { StatsContext } from './context.ts';
import type { EventRecord } from './event-row.ts';
import type { WireEvent } from './event-wire.ts';
import type { EventPage } from './events-page.ts';
import { readCursor, readEvents, writeCursor } from './events-page.ts';
import type { EventsQuery } from './query.ts';
import { MAX_EVENTS_OFFSET } from './query.ts';
import { shapeEvent } from './shape-event.ts';

/** A page as it is shown, and where the next one begins. */
export interface ShownEvents {
  events: WireEvent[];
  /** Undefined on the last page. */
  next: string | undefined;
}

/** @param show turns links into their wire form, in the order given. */
export async function listEvents(
  context: StatsContext,
  query: EventsQuery,
  show: (links: Link[]) => Promise<WireLink[]>,
): Promise<ShownEvents> {
  requireScope(context.links.actor, 'analytics.read');
  const offset = (query.page - 1) * query.limit;
  if (offset >= MAX_EVENTS_OFFSET)
    throw refusal('page', `reaches beyond ${MAX_EVENTS_OFFSET} events; narrow the range instead`, query.page);
  const nowMs = context.links.now();
  const stats = await askStats(context, query, query.event);
  if (stats.nothing) return { events: [], next: undefined };
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  if (after && query.page > 1) throw refusal('page', 'cannot stand beside cursor', query.page);
  const page: EventPage = { limit: query.limit, offset, order: query.sortOrder ?? query.order ?? 'desc', after };
  const events = await readEvents(context.runner, stats, page, nowMs);
  const [links, customers] = await Promise.all([
    linksOfEvents(context, events, show),
    customersOfEvents(context, query.event, events),
  ]);
  const shown = events.flatMap((event) => {
    const link = links.get(event.linkId);
    return link ? [shapeEvent(event, link, customers.get(event.customerId))] : [];
  });
  const last = events.length === query.limit ? events.at(-1) : undefined;
  return { events: shown, next: last && writeCursor(last) };
}

async function customersOfEvents(
  { customers }: StatsContext,
  asked: EventsQuery['event'],
  events: EventRecord[],
): Promise<Map<string, Customer>> {
  if (asked === 'clicks') return new Map();
  const found = await customers.byIds([...new Set(events.map((event) => event.customerId))]);
  return new Map(found.map((customer) => [customer.id, customer]));
}

/** A deleted link's events keep what they remember of it. */
async function linksOfEvents(
  context: StatsContext,
  events: EventRecord[],
  show: (links: Link[]) => Promise<WireLink[]>,
): Promise<Map<string, WireLink>> {
  const lastOfLink = new Map(events.map((event) => [event.linkId, event]));
  const stored = await context.links.links.byIds([...lastOfLink.keys()]);
  const found = new Set(stored.map((link) => link.id));
  const gone = [...lastOfLink.values()]
    .filter((event) => !found.has(event.linkId))
    .map((event) => rememberedLink(event, context.links.links.workspaceId));
  const shown = await show([...stored, ...gone]);
  return new Map(shown.map((link) => [link.id, link]));
}

function rememberedLink(event: EventRecord, workspaceId: string): Link {
  return {
    id: event.linkId,
    workspaceId,
    domain: event.domain,
    key: event.key,
    url: event.url,
    externalId: null,
    tenantId: null,
    folderId: null,
    userId: null,
    title: null,
    comments: null,
    archived: true,
    tagIds: [],
    settings: {},
    revision: 0,
    createdAt: event.ts,
    updatedAt: event.ts,
  };
}
