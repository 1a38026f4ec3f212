import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress } from './request-address.ts';

describe('readAddress', () => {
  it.each([
    ['https://go.acme.com/launch?a=1#x', { host: 'go.acme.com', path: '/launch', query: 'a=1' }],
    ['http://127.0.0.1:8787/k', { host: '127.0.0.1', path: '/k', query: '' }],
    ['https://GO.acme.com.:443/', { host: 'go.acme.com', path: '/', query: '' }],
    ['https://a.b', { host: 'a.b', path: '/', query: '' }],
    ['https://a.b?x=/y', { host: 'a.b', path: '/', query: 'x=/y' }],
    ['https://user:pw@a.b/c', { host: 'a.b', path: '/c', query: '' }],
    ['http://[::1]:8787/k', { host: '[::1]', path: '/k', query: '' }],
  ])('cuts %j', (url, parts) => expect(readAddress(url)).toEqual(parts));

  it('agrees with the URL standard on every url', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (text) => {
        const url = new URL(text);
        expect(readAddress(url.href)).toEqual({
          host: url.hostname.replace(/\.$/, ''),
          path: url.pathname,
          query: url.search.slice(1),
        });
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void readAddress(text)));
    expect(readAddress('nonsense')).toBeUndefined();
  });
});
