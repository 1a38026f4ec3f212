/** Events older than the ids that are held. Whether one was counted before is asked of raw, which does not forget. */
import { clickHouseTime } from '#core/event/row.ts';
import type { EventIdentity } from '#core/ledger/contract.ts';
import type { Sink } from '#core/ledger/sink.ts';
import type { Book } from './book.ts';

export interface OldEventTools {
  sink: Pick<Sink, 'knownIds'>;
  book: Pick<Book, 'rememberedFrom'>;
  now: () => number;
}

/**
 * The events that raw does not have. Those young enough to be judged by ids pass unasked. What raw does not have yet is among the ids:
 * none is forgotten while its event waits. Throws when the store does not answer; the caller tries again later.
 */
export async function withoutStored<Event extends EventIdentity>(
  events: Event[],
  { sink, book, now }: OldEventTools,
): Promise<Event[]> {
  const remembered = clickHouseTime(book.rememberedFrom(now()));
  const old = events.filter(({ ts }) => ts < remembered);
  if (old.length === 0) return events;
  const times = old.map(({ ts }) => ts).toSorted();
  const known = await sink.knownIds({
    workspaceIds: [...new Set(old.map((event) => event.workspace_id))],
    from: times[0] ?? '',
    to: times.at(-1) ?? '',
    ids: old.map((event) => event.event_id),
  });
  return events.filter((event) => !known.has(event.event_id));
}
