import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversion } from '../event/testing/conversion.ts';
import type { CapturedEvent } from '../event/captured.ts';
import { type EventMessage, MAX_MESSAGE_CHARS } from '../event/message.ts';
import { parseMessage } from '../event/parse.ts';
import { deliverEvents, messageParts } from './deliver.ts';

/** A queue that refuses from a message on, and a ledger that may be away. */
function destinations({ refusesFrom = Infinity, away = false }) {
  const sent: EventMessage[] = [];
  const captured: CapturedEvent[] = [];
  return {
    sent,
    captured,
    queue: {
      async send(message: EventMessage) {
        if (sent.length >= refusesFrom) throw new Error('queue is down');
        sent.push(message);
      },
    },
    ledger: {
      async capture(events: CapturedEvent[]) {
        if (away) throw new Error('ledger is away');
        captured.push(...events);
        return { accepted: events.length, duplicates: 0 };
      },
    },
  };
}

const large = () => conversion({ metadata: 'x'.repeat(9_000) });

describe('delivery', () => {
  it('hands events to the queue; to the ledger when somebody waits for the count', async () => {
    const events = [conversion()];
    const to = destinations({});
    await deliverEvents(to, events, 'durable');
    expect([to.sent.length, to.captured.length]).toEqual([1, 0]);
    await deliverEvents(to, events, 'counted');
    expect([to.sent.length, to.captured.length]).toEqual([1, 1]);
  });

  it('turns to the ledger when the queue refuses, also half way, and says so when nobody takes them', async () => {
    const events = Array.from({ length: 20 }, large);
    const to = destinations({ refusesFrom: 1 });
    await deliverEvents(to, events, 'durable');
    expect(to.captured).toEqual(events);
    const nobody = destinations({ refusesFrom: 0, away: true });
    await expect(deliverEvents(nobody, events, 'durable')).rejects.toMatchObject({ code: 'service_unavailable' });
    await expect(deliverEvents(nobody, events, 'counted')).rejects.toMatchObject({ code: 'service_unavailable' });
  });

  it('keeps every message readable and under its limit, with each event in exactly one', () => {
    const event = fc.nat(10_000).map((length) => conversion({ metadata: 'x'.repeat(length) }));
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 40 }), (events) => {
        const parts = messageParts(events);
        expect(parts.flat()).toEqual(events);
        for (const part of parts) {
          expect(part.reduce((chars, each) => chars + JSON.stringify(each).length, 0)).toBeLessThanOrEqual(
            MAX_MESSAGE_CHARS,
          );
          expect(parseMessage({ v: 1, events: part }).ok).toBe(true);
        }
      }),
    );
  });
});
