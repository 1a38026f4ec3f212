/** The dead-letter queue's consumer: what was retried in vain goes to R2 before the queue forgets it, and somebody is told. */
import { describeError, type Log } from '#platform/log/log.ts';
import type { Counters } from '#platform/metrics/counters.ts';
import { putDeadLetter } from '#platform/r2/dead-letters.ts';
import type { PipelineCounter } from '../counters.ts';
import { retryDelaySeconds } from './retry-delay.ts';

export interface KeepDeadTools {
  vault: Pick<R2Bucket, 'put'>;
  now: () => number;
  log: Log;
  counters: Counters<PipelineCounter>;
}

/** Never throws; a letter that R2 refuses stays in the queue. */
export async function keepDead(batch: MessageBatch, tools: KeepDeadTools): Promise<void> {
  await Promise.all(batch.messages.map((message) => keepOne(message, batch.queue, tools)));
}

async function keepOne(message: Message, queue: string, { vault, now, log, counters }: KeepDeadTools): Promise<void> {
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
    message.ack();
    counters.add('dead.stored');
    log.error('dead.stored', { message: id, key, ageMs: now() - firstSeenAt });
  } catch (error) {
    message.retry({ delaySeconds: retryDelaySeconds(attempts) });
    counters.add('dead.retried');
    log.error('dead.not_stored', { message: id, attempts, error: describeError(error) });
  }
}
