import { describe, expect, it } from 'vitest';
import { conversion } from '../event/testing/conversion.ts';
import type { CapturedConversion } from '../event/conversion.ts';
import { idTime, isUuid } from '../id/uuidv7.ts';
import { eventsOf, handOn } from './hand-on.ts';
import type { ConversionContext, KeptConversion } from './ports.ts';

const kept = (quantity: number, delivered = false): KeptConversion => {
  const event = conversion({ type: 'lead' });
  return { claim: 'lead cus_test Sign up', customerId: 'cus_test', event, quantity, saleType: '', delivered };
};

function open(deliver: (events: CapturedConversion[]) => Promise<void>) {
  const done: string[] = [];
  const context = {
    deliver,
    tell: async () => void done.push('told'),
    conversions: { delivered: async () => void done.push('delivered') },
    defer: (work: Promise<unknown>) => void work,
    deliveryFailed: () => void done.push('failed'),
  } as unknown as ConversionContext;
  return { context, done };
}

describe('the events of a conversion', () => {
  it('are as many as its quantity, different from each other, the same at every attempt, and of its time', async () => {
    const conversions = kept(50);
    const first = await eventsOf(conversions);
    expect(await eventsOf(conversions)).toEqual(first);
    expect(new Set(first.map(({ id }) => id)).size).toBe(50);
    expect(first[0]).toEqual(conversions.event);
    for (const { id } of first) expect([isUuid(id), idTime(id)]).toEqual([true, conversions.event.ts]);
  });
});

describe('handing on', () => {
  it('marks what has arrived, and does nothing for what has arrived before', async () => {
    const counted: CapturedConversion[] = [];
    const { context, done } = open(async (events) => void counted.push(...events));
    await handOn(context, kept(2), 'durable');
    await handOn(context, kept(2, true), 'durable');
    await Promise.resolve();
    expect([counted.length, done]).toEqual([2, ['told', 'delivered']]);
  });

  it('that fails is told to whoever waits for the count, and left to the cron otherwise', async () => {
    const { context, done } = open(() => Promise.reject(new Error('away')));
    await handOn(context, kept(1), 'durable');
    await expect(handOn(context, kept(1), 'counted')).rejects.toThrow('away');
    expect(done).toEqual(['failed', 'failed']);
  });
});
