/** What becomes of each message of a delivered batch: gone, delivered again, or dead. Pure. */

/** A consumer's settings, as in wrangler.toml. */
export interface Consumer {
  worker: string;
  maxBatchSize: number;
  maxBatchTimeoutMs: number;
  maxRetries: number;
  retryDelaySeconds: number;
  deadLetterQueue?: string;
}

/** What the runtime says about a batch that its worker has consumed. */
export interface QueueResult {
  /** `ok` unless the handler threw or was ended. */
  outcome: string;
  ackAll: boolean;
  retryBatch: { retry: boolean; delaySeconds?: number };
  explicitAcks: readonly string[];
  retryMessages: readonly { msgId: string; delaySeconds?: number }[];
}

/** The consumer ended without a word: nothing was acknowledged. */
export const NO_WORD: QueueResult = {
  outcome: 'exception',
  ackAll: false,
  retryBatch: { retry: false },
  explicitAcks: [],
  retryMessages: [],
};

/** A message on its way. */
export interface Delivery {
  seq: number;
  id: string;
  /** Deliveries so far, this one included. */
  attempts: number;
}

export interface Settled {
  /** Acknowledged, or given up without a dead-letter queue. */
  done: number[];
  again: { seq: number; delaySeconds: number }[];
  dead: number[];
}

/** As Cloudflare does it: acknowledgements count even when the handler throws, what was not acknowledged then comes again. */
export function settle(batch: readonly Delivery[], result: QueueResult, consumer: Consumer): Settled {
  const acked = new Set(result.explicitAcks);
  const refused = new Map(result.retryMessages.map(({ msgId, delaySeconds }) => [msgId, delaySeconds]));
  const allAgain = result.outcome !== 'ok' || result.retryBatch.retry;
  const settled: Settled = { done: [], again: [], dead: [] };
  for (const { seq, id, attempts } of batch) {
    const isDone = !refused.has(id) && (acked.has(id) || result.ackAll || !allAgain);
    if (isDone) settled.done.push(seq);
    else if (attempts <= consumer.maxRetries) {
      const delaySeconds = refused.get(id) ?? result.retryBatch.delaySeconds ?? consumer.retryDelaySeconds;
      settled.again.push({ seq, delaySeconds });
    } else if (consumer.deadLetterQueue === undefined) settled.done.push(seq);
    else settled.dead.push(seq);
  }
  return settled;
}
