/** The dead-letter queue's consumer: what was retried in vain goes to R2 before the queue forgets it, and somebody is told. */
import { parseMessage } from '#core/event/parse.ts';
import { describeError, type Log } from '#platform/log/log.ts';
import type { Counters } from '#platform/metrics/counters.ts';
import { putDeadLetter } from '#platform/r2/dead-letters.ts';
import type { PipelineCounter } from '../counters.ts';
import { notesOf, type NoteLetters } from './note-letter.ts';
import { retryDelaySeconds } from './retry-delay.ts';

export interface KeepDeadTools {
  vault: Pick<R2Bucket, 'put'>;
  note: NoteLetters;
  now: () => number;
  log: Log;
  counters: Counters<PipelineCounter>;
}

/** Never throws; a letter that R2 refuses, or that its ledgers cannot be told of, stays in the queue. */
export async function keepDead(batch: MessageBatch, tools: KeepDeadTools): Promise<void> {
  await Promise.all(batch.messages.map((message) => keepOne(message, batch.queue, tools)));
}

async function keepOne(message: Message, queue: string, tools: KeepDeadTools): Promise<void> {
  const { vault, note, now, log, counters } = tools;
  const { id, attempts, body } = message;
  const firstSeenAt = message.timestamp.getTime();
  try {
    const letter = {
      id,
      reason: 'retries_exhausted',
      detail: 'the event queue gave up',
      from: queue,
      attempts,
      firstSeenAt,
      body,
    };
    const key = await putDeadLetter(vault, letter, now());
    const parsed = parseMessage(body);
    if (parsed.ok) await note(notesOf(key, letter.reason, parsed.events));
    message.ack();
    counters.add('dead.stored');
    log.error('dead.stored', { message: id, key, ageMs: now() - firstSeenAt });
  } catch (error) {
    message.retry({ delaySeconds: retryDelaySeconds(attempts) });
    counters.add('dead.retried');
    log.error('dead.not_stored', { message: id, attempts, error: describeError(error) });
  }
}
