/** The event queue's consumer: each message is read, enriched, counted by its ledgers, and only then acknowledged. */
import type { EnrichPolicy } from '#core/enrich/draft.ts';
import type { EventRow } from '#core/event/row.ts';
import { parseMessage } from '#core/event/parse.ts';
import { describeError, type Log } from '#platform/log/log.ts';
import type { Counters } from '#platform/metrics/counters.ts';
import { putDeadLetter } from '#platform/r2/dead-letters.ts';
import type { PipelineCounter } from '../counters.ts';
import { appendRows, type Ledgers, type Parcel } from './append-rows.ts';
import { enrichEvents } from './enrich-events.ts';
import type { NoteLetters } from './note-letter.ts';
import { retryDelaySeconds } from './retry-delay.ts';

export interface ConsumeTools {
  ledgers: Ledgers;
  /** Hears of rows once they are counted, possibly more than once. What it throws brings the messages again. */
  tell: (rows: readonly EventRow[]) => Promise<void>;
  note: NoteLetters;
  vault: Pick<R2Bucket, 'put'>;
  now: () => number;
  policy: EnrichPolicy;
  log: Log;
  counters: Counters<PipelineCounter>;
}

interface MessageParcel extends Parcel {
  message: Message;
}

/** Never throws: every message is acknowledged or retried by itself, so no message repeats or blocks its neighbours. */
export async function consume(batch: MessageBatch, tools: ConsumeTools): Promise<void> {
  const opened = await Promise.all(batch.messages.map((message) => open(message, batch.queue, tools)));
  const parcels = opened.filter((parcel) => parcel !== undefined);
  const { counted, failed } = await appendRows(parcels, tools.ledgers);
  tools.counters.add('events.accepted', counted.accepted);
  tools.counters.add('events.duplicate', counted.duplicates);
  const safe = parcels.filter((parcel) => !failed.has(parcel));
  const untold = await tellOf(safe, tools);
  for (const parcel of parcels) {
    if (failed.has(parcel)) retry(parcel.message, failed.get(parcel), tools);
    else if (untold) retry(parcel.message, untold.error, tools);
    else ack(parcel.message, tools);
  }
}

/** Counted is counted; who wanted to hear of it and could not is told when the messages come again. */
async function tellOf(parcels: readonly Parcel[], tools: ConsumeTools): Promise<{ error: unknown } | undefined> {
  try {
    await tools.tell(parcels.flatMap((parcel) => parcel.rows));
    return undefined;
  } catch (error) {
    tools.log.warn('webhook.tell_failed', { error: describeError(error) });
    return { error };
  }
}

/** The message's rows, or undefined when the message has been dealt with: poison kept and acknowledged, or a failure to retry. */
async function open(message: Message, queue: string, tools: ConsumeTools): Promise<MessageParcel | undefined> {
  const source = { id: message.id, from: queue, attempts: message.attempts, firstSeenAt: message.timestamp.getTime() };
  try {
    const parsed = parseMessage(message.body);
    if (parsed.ok) {
      return { message, rows: await enrichEvents(parsed.events, { ...tools, now: tools.now(), message: source }) };
    }
    const key = await putDeadLetter(
      tools.vault,
      { ...source, reason: parsed.reason, detail: parsed.detail, body: message.body },
      tools.now(),
    );
    tools.log.error('message.poison', { message: message.id, reason: parsed.reason, detail: parsed.detail, key });
    tools.counters.add('messages.poison');
    tools.counters.add(`poison.${parsed.reason}`);
    message.ack();
  } catch (error) {
    retry(message, error, tools);
  }
  return undefined;
}

function ack(message: Message, tools: ConsumeTools): void {
  message.ack();
  tools.counters.add('messages.acked');
}

function retry(message: Message, error: unknown, tools: ConsumeTools): void {
  const delaySeconds = retryDelaySeconds(message.attempts);
  message.retry({ delaySeconds });
  tools.counters.add('messages.retried');
  tools.log.warn('message.retried', {
    message: message.id,
    attempts: message.attempts,
    delaySeconds,
    error: describeError(error),
  });
}
