/** Enriches the events of one message. What must not be counted is kept with the dead letters, never just forgotten. */
import type { DropReason, EnrichPolicy } from '#core/enrich/draft.ts';
import { enrich } from '#core/enrich/enrich.ts';
import type { CapturedEvent } from '#core/event/captured.ts';
import { MESSAGE_VERSION } from '#core/event/message.ts';
import type { EventRow } from '#core/event/row.ts';
import type { Log } from '#platform/log/log.ts';
import type { Counters } from '#platform/metrics/counters.ts';
import { putDeadLetter } from '#platform/r2/dead-letters.ts';
import type { PipelineCounter } from '../counters.ts';
import { notesOf, type NoteLetters } from './note-letter.ts';

export interface EnrichTools {
  now: number;
  policy: EnrichPolicy;
  vault: Pick<R2Bucket, 'put'>;
  note: NoteLetters;
  log: Log;
  counters: Counters<PipelineCounter>;
  /**
   * Identity of the message for its dead letters; events captured without a message are named by their own id. Whether an event's time
   * is believed is judged by the moment the message was first seen, so that every delivery drops the same events into the same letter.
   */
  message?: { id: string; from: string; attempts: number; firstSeenAt: number };
}

/** Throws when a dropped event cannot be kept or noted: the message then comes again, and is the same letter. */
export async function enrichEvents(events: readonly CapturedEvent[], tools: EnrichTools): Promise<EventRow[]> {
  const rows: EventRow[] = [];
  const drops: { event: CapturedEvent; reason: DropReason }[] = [];
  const judgedAt = tools.message?.firstSeenAt ?? tools.now;
  for (const event of events) {
    const enriched = enrich(event, judgedAt, tools.policy);
    if ('row' in enriched) rows.push(enriched.row);
    else drops.push({ event, reason: enriched.dropped });
  }
  for (const [reason, dropped] of Map.groupBy(drops, (drop) => drop.reason)) {
    await keep(
      reason,
      dropped.map((drop) => drop.event),
      tools,
    );
  }
  return rows;
}

async function keep(
  reason: DropReason,
  events: CapturedEvent[],
  { now, vault, note, log, counters, message }: EnrichTools,
): Promise<void> {
  const source = message ?? { id: events[0]?.id ?? '', from: 'capture', attempts: 1, firstSeenAt: now };
  const body = { v: MESSAGE_VERSION, events };
  const letter = {
    ...source,
    id: `${source.id}.${reason}`,
    reason: `dropped:${reason}`,
    detail: `${events.length} events`,
    body,
  };
  const key = await putDeadLetter(vault, letter, now);
  await note(notesOf(key, letter.reason, events));
  counters.add('events.dropped', events.length);
  counters.add(`dropped.${reason}`, events.length);
  log.warn('events.dropped', { reason, events: events.length, key });
}
