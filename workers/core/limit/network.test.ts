import { expect, it } from 'vitest';
import { networkOf } from './network.ts';

it('sees one network behind all addresses of a /64, and each IPv4 address by itself', () => {
  expect(networkOf('2001:db8:1:2::1')).toBe(networkOf('2001:db8:1:2:ffff:ffff:ffff:ffff'));
  expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'));
  expect(networkOf('203.0.113.1')).not.toBe(networkOf('203.0.113.2'));
  expect(networkOf('::ffff:203.0.113.1')).toBe(networkOf('203.0.113.1'));
});
