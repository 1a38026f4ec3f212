/** Wakes the deliverer of webhooks through its queue. */
import type { Nudge } from '#core/webhook/ports.ts';

/** A consumer takes five messages at a time: a hundred deliveries, some hundred statements, well within D1's thousand. */
const IDS_PER_MESSAGE = 20;
/** What the queue takes in one call. */
const MESSAGES_PER_CALL = 100;

export function wakeThrough(queue: Pick<Queue, 'sendBatch'>): Nudge {
  return async (ids) => {
    const messages = Array.from({ length: Math.ceil(ids.length / IDS_PER_MESSAGE) }, (_, index) => ({
      body: { v: 1, ids: ids.slice(index * IDS_PER_MESSAGE, (index + 1) * IDS_PER_MESSAGE) },
    }));
    for (let start = 0; start < messages.length; start += MESSAGES_PER_CALL)
      await queue.sendBatch(messages.slice(start, start + MESSAGES_PER_CALL));
  };
}
