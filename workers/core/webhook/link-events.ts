/** Events of links: what the outbox of a link shard holds, and clicks as the pipeline has counted them, as webhooks hear them. */
import type { EventRow } from '../event/row.ts';
import { NO_TOTALS, type Totals } from '../ledger/contract.ts';
import type { Link } from '../link/link.ts';
import { type Addresses, toWireLink } from '../link/present.ts';
import type { WireLink } from '../link/wire.ts';
import type { TagStore } from '../tag/tag.ts';
import { toWireTag } from '../tag/wire.ts';
import { readEvent } from '../stats/event-row.ts';
import { shapeEvent } from '../stats/shape-event.ts';
import { dispatchEvents, type DispatchContext } from './dispatch.ts';
import type { WebhookEvent } from './event.ts';

export type LinkChange = 'link.created' | 'link.updated' | 'link.deleted';

/** A change of a link that webhooks want to hear of, as written with the change itself. */
export interface LinkNews {
  id: string;
  event: LinkChange;
  link: Link;
  createdAt: number;
}

/** The outbox of one workspace. */
export interface LinkOutbox {
  /** Oldest first. */
  read(limit: number): Promise<LinkNews[]>;
  drop(ids: string[]): Promise<void>;
}

export interface TellContext extends DispatchContext {
  addresses: Addresses;
  /** In the order of the ids. Counters that do not answer read zero. */
  totals(linkIds: string[]): Promise<Totals[]>;
  /** Of the workspace. */
  tags: Pick<TagStore, 'byIds'>;
}

/** Moves up to `limit` changes from the outbox to the deliveries. Safe to repeat after any failure. @returns how many. */
export async function tellLinkChanges(context: TellContext, outbox: LinkOutbox, limit: number): Promise<number> {
  const news = await outbox.read(limit);
  if (news.length === 0) return 0;
  const show = await presenter(
    context,
    news.map(({ link }) => link),
  );
  const events = news.map(({ id, event, link, createdAt }, index): WebhookEvent => {
    const data = show(link, index);
    return { id, event, createdAt, data, linkId: link.id, folderId: link.folderId };
  });
  await dispatchEvents(context, events);
  await outbox.drop(news.map(({ id }) => id));
  return news.length;
}

/** Clicks of people on links that still exist. The click's own id makes the event's: a click told twice is one event. */
export async function tellClicks(
  context: TellContext,
  rows: readonly EventRow[],
  linksById: ReadonlyMap<string, Link>,
): Promise<void> {
  const told = rows.flatMap((row) => {
    const link = linksById.get(row.link_id);
    return link ? [{ row, link }] : [];
  });
  const show = await presenter(
    context,
    told.map(({ link }) => link),
  );
  await dispatchEvents(
    context,
    told.map(({ row, link }, index) => clickEvent(row, link, show(link, index))),
  );
}

/** True for what `link.clicked` is about: bots and previews are no clicks. */
export function isToldClick(row: EventRow): boolean {
  return row.type === 'click' && row.class === 'human' && row.link_id !== '';
}

/** Shows these links as the API does: with the counters and the tags of this moment. */
export async function presenter(context: TellContext, links: Link[]): Promise<(link: Link, index: number) => WireLink> {
  const [counted, found] = await Promise.all([
    context.totals(links.map(({ id }) => id)),
    context.tags.byIds([...new Set(links.flatMap(({ tagIds }) => tagIds))]),
  ]);
  const tagsById = new Map(found.map((tag) => [tag.id, toWireTag(tag)]));
  return (link, index) => toWireLink(link, counted[index] ?? NO_TOTALS, context.addresses, tagsById);
}

function clickEvent(row: EventRow, link: Link, wire: WireLink): WebhookEvent {
  const ts = Date.parse(`${row.ts.replace(' ', 'T')}Z`);
  const { click } = shapeEvent(readEvent({ ...row, id: row.event_id, ts_ms: ts }), wire, undefined);
  const id = `evt_${row.event_id}`;
  return {
    id,
    event: 'link.clicked',
    createdAt: ts,
    data: { click, link: wire },
    linkId: link.id,
    folderId: link.folderId,
  };
}
