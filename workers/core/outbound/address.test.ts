import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLoopbackAddress, isPublicAddress } from './address.ts';

const byte = fc.integer({ min: 0, max: 255 });
const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
const groups = (count: number) => fc.array(group, { minLength: count, maxLength: count });

/** Blocks that are not public, written out by hand from the IANA registries: [first octets, free octets]. */
const PRIVATE_V4 = [
  [[0], 3],
  [[10], 3],
  [[127], 3],
  [[169, 254], 2],
  [[172, 16], 2],
  [[172, 31], 2],
  [[192, 168], 2],
  [[192, 0, 0], 1],
  [[192, 0, 2], 1],
  [[198, 18], 2],
  [[198, 19], 2],
  [[198, 51, 100], 1],
  [[203, 0, 113], 1],
  [[100, 64], 2],
  [[100, 127], 2],
  [[224], 3],
  [[239], 3],
  [[240], 3],
  [[255], 3],
] as const;
const v4In = fc
  .constantFrom(...PRIVATE_V4)
  .chain(([head, free]) =>
    fc.array(byte, { minLength: free, maxLength: free }).map((rest) => [...head, ...rest].join('.')),
  );

describe('a private or reserved IPv4 address', () => {
  it('is not public, whatever its last octets', () => {
    fc.assert(
      fc.property(v4In, (address) => {
        expect([address, isPublicAddress(address)]).toEqual([address, false]);
      }),
    );
  });

  it('is not public in any IPv6 dress either, and nor is a public one in it', () => {
    const dressed = fc
      .tuple(fc.oneof(v4In, fc.constant('8.8.8.8')), fc.constantFrom('::ffff:', '::', '64:ff9b::', '64:ff9b:1::'))
      .map(([v4, prefix]) => prefix + v4);
    fc.assert(
      fc.property(dressed, (address) => {
        expect([address, isPublicAddress(address)]).toEqual([address, false]);
      }),
    );
    fc.assert(
      fc.property(fc.tuple(byte, byte, byte, byte), (octets) => {
        const hex = octets.map((octet) => octet.toString(16).padStart(2, '0')).join('');
        expect(isPublicAddress(`2002:${hex.slice(0, 4)}:${hex.slice(4)}::1`)).toBe(false);
      }),
    );
  });
});

describe('an IPv6 address', () => {
  it('outside 2000::/3 is never public', () => {
    const outside = fc
      .tuple(
        fc.integer({ min: 0, max: 0xffff }).filter((head) => head >> 13 !== 1),
        groups(7),
      )
      .map(([head, rest]) => [head.toString(16), ...rest].join(':'));
    fc.assert(
      fc.property(outside, (address) => {
        expect([address, isPublicAddress(address)]).toEqual([address, false]);
      }),
    );
  });

  it.each(['2001:db8::1', '2001::1', '2001:10::1', '3fff::1', '2002:7f00:1::', '2606:4700::1%eth0', '[2606:4700::1]'])(
    '%s is not public',
    (address) => expect(isPublicAddress(address)).toBe(false),
  );
});

it.each(['1.1.1.1', '8.8.8.8', '93.184.216.34', '172.15.0.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111'])(
  '%s is public',
  (address) => expect(isPublicAddress(address)).toBe(true),
);

it.each(['169.254.169.254', '168.63.129.16', '100.100.100.200', 'fd00:ec2::254', 'fe80::a9fe:a9fe'])(
  'the metadata service at %s is not public',
  (address) => expect(isPublicAddress(address)).toBe(false),
);

it('what is not an address in its usual form is not public', () => {
  const odd = ['', '1', '1.1', '0x8080808', '010.8.8.8', '8.8.8.8.', ' 8.8.8.8', '8.8.8.8:80', 'example.com', '::ffff'];
  expect(odd.filter(isPublicAddress)).toEqual([]);
  fc.assert(fc.property(fc.string(), (text) => !isPublicAddress(text) || /^[0-9a-f.:]+$/i.test(text)));
});

it('loopback is 127.0.0.0/8 and ::1 alone', () => {
  expect(['127.0.0.1', '127.255.0.9', '::1'].every(isLoopbackAddress)).toBe(true);
  expect(['::ffff:127.0.0.1', '128.0.0.1', '::2', 'localhost'].some(isLoopbackAddress)).toBe(false);
});
