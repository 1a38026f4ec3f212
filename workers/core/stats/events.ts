/** Answers `GET /events`: single events, newest first, from the raw table. */
import { requireScope } from '../access/actor.ts';
import type { Customer } from '../customer/customer.ts';
import { refusal } from '../error/refuse.ts';
import type { Link } from '../link/link.ts';
import type { WireLink } from '../link/wire.ts';
import type { StatsContext } from './context.ts';
import type { EventRecord } from './event-row.ts';
import { EVENT_COLUMNS, readEvent } from './event-row.ts';
import type { WireEvent } from './event-wire.ts';
import { parseStats } from './parse.ts';
import { withinRetention } from './time/retention.ts';
import type { EventsQuery } from './query.ts';
import { MAX_EVENTS_OFFSET } from './query.ts';
import type { Statement } from './render.ts';
import { commonConditions, filterCondition, rawTimeConditions } from './render.ts';
import { resolveCustomer } from './resolve-customer.ts';
import { resolveLinks, withinSight } from './resolve-links.ts';
import { shapeEvent } from './shape-event.ts';
import type { StatsQuery } from './stats-query.ts';

export interface EventPage {
  limit: number;
  offset: number;
  order: 'asc' | 'desc';
}

/** @param show turns links into their wire form, in the order given. */
export async function listEvents(
  context: StatsContext,
  query: EventsQuery,
  show: (links: Link[]) => Promise<WireLink[]>,
): Promise<WireEvent[]> {
  requireScope(context.links.actor, 'analytics.read');
  const offset = (query.page - 1) * query.limit;
  if (offset >= MAX_EVENTS_OFFSET)
    throw refusal('page', `reaches beyond ${MAX_EVENTS_OFFSET} events; narrow the range instead`, query.page);
  const linkIds = await resolveLinks(context.links, query);
  const nowMs = context.links.now();
  const customer = await resolveCustomer(context, query);
  const asked = parseStats(context.links.links.workspaceId, query.event, { ...query, ...customer }, linkIds, nowMs);
  const range = withinRetention(asked.range, query, context.links.actor.workspace, nowMs);
  const stats = await withinSight(context.links, { ...asked, range });
  if (stats.nothing) return [];
  const page: EventPage = { limit: query.limit, offset, order: query.sortOrder ?? query.order ?? 'desc' };
  const events = (await context.runner.query(renderEvents(stats, page))).map(readEvent);
  const [links, customers] = await Promise.all([
    linksOfEvents(context, events, show),
    customersOfEvents(context, query.event, events),
  ]);
  return events.flatMap((event) => {
    const link = links.get(event.linkId);
    return link ? [shapeEvent(event, link, customers.get(event.customerId))] : [];
  });
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

export function renderEvents(stats: StatsQuery, page: EventPage): Statement {
  const params: Record<string, unknown> = { workspace: stats.workspaceId, limit: page.limit, offset: page.offset };
  const order = page.order === 'asc' ? 'ASC' : 'DESC';
  const conditions = [
    'workspace_id = {workspace:String}',
    ...commonConditions(stats, params),
    ...rawTimeConditions(stats, params),
    ...stats.filters.map((filter, index) => filterCondition(filter, index, { table: 'raw' }, params)),
  ];
  const sql = `SELECT ${EVENT_COLUMNS}
FROM raw_events_v1 FINAL
WHERE ${conditions.join('\n  AND ')}
ORDER BY ts ${order}, event_id ${order}
LIMIT {limit:UInt32} OFFSET {offset:UInt32}`;
  return { sql, params };
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
