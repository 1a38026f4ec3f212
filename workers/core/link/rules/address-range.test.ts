import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin, parseAddress } from './address-range.ts';

describe('isWithin', () => {
  it.each([
    ['10.0.0.1', '10.0.0.0/8', true],
    ['11.0.0.1', '10.0.0.0/8', false],
    ['10.0.0.1', '10.0.0.1', true],
    ['10.0.0.2', '10.0.0.1', false],
    ['1.2.3.4', '0.0.0.0/0', true],
    ['255.255.255.255', '255.255.255.255/32', true],
    ['192.168.1.130', '192.168.1.128/25', true],
    ['192.168.1.127', '192.168.1.128/25', false],
    ['2001:db8::1', '2001:db8::/32', true],
    ['2001:db9::1', '2001:db8::/32', false],
    ['::1', '::1', true],
    ['::1', '::/0', true],
    ['::ffff:10.0.0.1', '10.0.0.0/8', true],
    ['10.0.0.1', '::/0', false],
    ['10.0.0.1', '10.0.0.0/33', false],
    ['10.0.0.1', '10.0.0.0/-1', false],
    ['10.0.0.1', '10.0.0.0/', false],
    ['10.0.0.1', 'nonsense', false],
    ['', '0.0.0.0/0', false],
    ['10.0.0', '10.0.0.0/8', false],
    ['10.0.0.256', '10.0.0.0/8', false],
    ['1::2::3', '::/0', false],
    ['12345::', '::/0', false],
  ])('%j in %j: %j', (address, block, inside) => expect(isWithin(address, block)).toBe(inside));

  it('holds every address in its own blocks, short or long', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.integer({ min: 0, max: 32 }), (ip, length) => {
        expect(parseAddress(ip)).toBeDefined();
        expect(isWithin(ip, `${ip}/${length}`)).toBe(true);
        expect(isWithin(ip, ip)).toBe(true);
      }),
    );
  });
});
