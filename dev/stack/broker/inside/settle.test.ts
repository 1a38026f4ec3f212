import { expect, it } from 'vitest';
import { type Consumer, NO_WORD, type QueueResult, settle } from './settle.ts';

const CONSUMER: Consumer = {
  worker: 'w',
  maxBatchSize: 10,
  maxBatchTimeoutMs: 100,
  maxRetries: 2,
  retryDelaySeconds: 5,
  deadLetterQueue: 'dead',
};
const OK: QueueResult = { ...NO_WORD, outcome: 'ok' };
const batch = (attempts = 1) => ['a', 'b', 'c'].map((id, seq) => ({ seq, id, attempts }));

it('lets go of what a handler that ended well did not refuse', () => {
  const result = { ...OK, retryMessages: [{ msgId: 'b', delaySeconds: 7 }] };
  expect(settle(batch(), result, CONSUMER)).toEqual({ done: [0, 2], again: [{ seq: 1, delaySeconds: 7 }], dead: [] });
});

it('delivers again what a handler that threw had not acknowledged', () => {
  const result = { ...NO_WORD, explicitAcks: ['c'] };
  expect(settle(batch(), result, CONSUMER)).toEqual({
    done: [2],
    again: [
      { seq: 0, delaySeconds: 5 },
      { seq: 1, delaySeconds: 5 },
    ],
    dead: [],
  });
  expect(settle(batch(), NO_WORD, CONSUMER).again).toHaveLength(3);
});

it('follows a retry of all, but for what was acknowledged', () => {
  const result = { ...OK, retryBatch: { retry: true, delaySeconds: 1 }, explicitAcks: ['a'] };
  const settled = settle(batch(), result, CONSUMER);
  expect(settled).toMatchObject({ done: [0], again: [{ seq: 1, delaySeconds: 1 }, { seq: 2 }] });
});

it('gives up after the last retry: to the dead-letter queue, or for good where there is none', () => {
  expect(settle(batch(2), NO_WORD, CONSUMER).again).toHaveLength(3);
  expect(settle(batch(3), NO_WORD, CONSUMER)).toEqual({ done: [], again: [], dead: [0, 1, 2] });
  const { deadLetterQueue: _, ...without } = CONSUMER;
  expect(settle(batch(3), NO_WORD, without).done).toEqual([0, 1, 2]);
});
