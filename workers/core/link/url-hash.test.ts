import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalUrl, urlHash } from './url-hash.ts';

describe('the normal form of a destination', () => {
  it.each([
    ['https://acme.com/p', 'http://www.acme.com/p/', true],
    ['https://acme.com/p?a=1&b=2', 'https://ACME.com:443/p?b=2&a=1#part', true],
    ['https://acme.com/p?utm_source=x&fbclid=1', 'https://acme.com/p', true],
    ['https://acme.com', 'https://acme.com/', true],
    ['https://acme.com/P', 'https://acme.com/p', false],
    ['https://acme.com/p?a=1', 'https://acme.com/p?a=2', false],
    ['https://acme.com:8443/', 'https://acme.com/', false],
    ['tel:+41', 'tel:+42', false],
  ])('of %s and %s is the same: %s', (a, b, same) => {
    expect(normalUrl(a) === normalUrl(b)).toBe(same);
    expect(urlHash(a) === urlHash(b)).toBe(same);
  });

  it('does not depend on the order of parameters, and is its own normal form', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (url) => {
        const params = [...new URL(url).searchParams].toReversed();
        const turned = new URL(url);
        turned.search = new URLSearchParams(params).toString();
        expect(normalUrl(turned.href)).toBe(normalUrl(url));
        expect(normalUrl(`https://${normalUrl(url)}`)).toBe(normalUrl(url));
      }),
    );
  });

  it('of nothing has no hash', () => expect(urlHash('')).toBe(''));
});
