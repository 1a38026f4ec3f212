import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_METADATA_CHARS } from '../event/conversion.ts';
import { MASK, readMetadata, writeMetadata } from './sanitise.ts';

describe('metadata', () => {
  it.each([
    ['a card number', { note: 'paid with 4242-4242-4242-4242 today' }, { note: `paid with ${MASK} today` }],
    ['a card as a number', { n: 4242424242424242 }, { n: MASK }],
    ['an e-mail address', { to: 'Ada <ada@example.co.uk>' }, { to: `Ada <${MASK}>` }],
    ['a secret by its name', { user: { apiKey: 'x', Password: 1 } }, { user: { apiKey: MASK, Password: MASK } }],
    ['a secret by its look', { h: ['Bearer abcdefghijkl', 'sk_live_0123456789ab'] }, { h: [MASK, MASK] }],
    ['an address as a name', { 'ada@example.com': 1 }, { [MASK]: 1 }],
  ])('loses %s', (_, given, kept) => {
    expect(readMetadata(writeMetadata(given))).toEqual(kept);
  });

  it('keeps what is none of these as it was sent', () => {
    const order = { plan: 'pro', seats: 5, total: 12.5, id: '4242424242424241', tags: ['a', null, true], '': {} };
    expect(readMetadata(writeMetadata(order))).toEqual(order);
  });

  it('is nothing when there is nothing', () => {
    for (const none of [null, undefined, {}]) expect(writeMetadata(none)).toBe('');
    expect(readMetadata('')).toBeNull();
  });

  it('is refused when it is too long, and never grows beyond the limit by being cleaned', () => {
    expect(() => writeMetadata({ a: 'x'.repeat(MAX_METADATA_CHARS) })).toThrow(/^metadata: must be at most/);
    const addresses = { a: 'a@b.co '.repeat(1_400) };
    expect(writeMetadata(addresses).length).toBeLessThanOrEqual(MAX_METADATA_CHARS);
  });

  it('comes out as an object of the same form, whatever it holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1, maxKeys: 5 }), (given) => {
        fc.pre(JSON.stringify(given).length <= MAX_METADATA_CHARS);
        const kept = readMetadata(writeMetadata(given));
        expect(typeof kept).toBe('object');
        // What was cleaned once holds nothing more to take out.
        expect(readMetadata(writeMetadata(kept))).toEqual(kept);
      }),
    );
  });
});
