import { describe, expect, it } from 'vitest';
import { conversion } from './testing/conversion.ts';
import { parseMessage } from './parse.ts';

const read = (event: object) => parseMessage({ v: 1, events: [event] });

describe('a lead or a sale on the queue', () => {
  it('is read back as it was written', () => {
    for (const type of ['lead', 'sale'] as const) {
      const event = conversion({ type });
      expect(read(structuredClone(event))).toEqual({ ok: true, events: [event] });
    }
  });

  it.each([
    ['id', { id: 'x' }],
    ['ts', { ts: -1 }],
    ['workspaceId', { workspaceId: '' }],
    ['amount', { amount: 1.5 }],
    ['originalAmount', { originalAmount: -1 }],
    ['saleType', { saleType: 'old' }],
    ['metadata', { metadata: 'x'.repeat(10_001) }],
    ['name', { name: null }],
    ['click', { click: null }],
    ['click', { click: { ...conversion().click, asn: '1' } }],
    ['click', { click: { ...conversion().click, visitor_id: '-1' } }],
    ['click', { click: { ...conversion().click, country: undefined } }],
  ])('is refused whole when its %s is not what the contract says', (field, wrong) => {
    expect(read({ ...conversion(), ...wrong })).toEqual({
      ok: false,
      reason: 'bad_event',
      detail: `events[0].${field}`,
    });
  });
});
