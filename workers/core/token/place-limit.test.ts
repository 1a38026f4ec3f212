import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowsAddress, allowsOrigin, parseBlocks, parseHosts } from './place-limit.ts';

describe('address blocks', () => {
  it.each([
    [['203.0.113.0/24'], '203.0.113.9', true],
    [['203.0.113.0/24'], '203.0.114.9', false],
    [['203.0.113.7'], '203.0.113.7', true],
    [['2001:db8::/32'], '2001:db8:1::9', true],
    [['2001:db8::/32'], '2001:db9::9', false],
    [['203.0.113.0/24'], '::ffff:203.0.113.9', true],
    [['203.0.113.0/24', '2001:db8::/32'], '2001:db8::1', true],
    [['0.0.0.0/0'], '2001:db8::1', false],
    [['203.0.113.0/24'], undefined, false],
    [['203.0.113.0/24'], 'nonsense', false],
    [[], undefined, true],
  ])('%j lets %s in: %s', (blocks, address, allowed) => {
    expect(allowsAddress(blocks, address)).toBe(allowed);
  });

  it.each(['acme.com', '203.0.113.0/33', '203.0.113', '2001:db8::/129', '/8', '203.0.113.0/', '203.0.113.0/24/8', ' '])(
    'refuses %j and says which',
    (block) => {
      expect(() => parseBlocks(['10.0.0.0/8', block])).toThrow(/^allowedIps\.1: must be an address/);
    },
  );

  it('takes every address a block is made from', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, bits) => {
        expect(allowsAddress(parseBlocks([`${address}/${bits}`]), address)).toBe(true);
      }),
    );
  });
});

describe('hosts', () => {
  it.each([
    [['acme.com'], 'https://acme.com', true],
    [['acme.com'], 'http://acme.com:8080', true],
    [['acme.com'], 'https://www.acme.com', false],
    [['*.acme.com'], 'https://www.acme.com', true],
    [['*.acme.com'], 'https://a.b.acme.com', true],
    [['*.acme.com'], 'https://acme.com', false],
    [['*.acme.com'], 'https://evilacme.com', false],
    [['acme.com'], 'https://acme.com.evil.test', false],
    [['acme.com'], 'null', false],
    [['acme.com'], undefined, false],
    [[], 'https://anything.test', true],
  ])('%j lets %s in: %s', (hosts, origin, allowed) => {
    expect(allowsOrigin(hosts, origin)).toBe(allowed);
  });

  it.each(['https://acme.com', 'acme.com/path', 'acme.com:80', '*', '*.', 'a..b', '-a.com', 'a b.com', 'ä.com'])(
    'refuses %j',
    (host) => {
      expect(() => parseHosts([host])).toThrow(/^allowedHosts\.0: must be a host name/);
    },
  );

  it('keeps each once, in lower case', () => {
    expect(parseHosts(['ACME.com', ' acme.com '])).toEqual(['acme.com']);
  });
});
