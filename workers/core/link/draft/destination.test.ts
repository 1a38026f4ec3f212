import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeDestination } from '../scheme.ts';
import { hostOf, parseDestination, parseWebAddress } from './destination.ts';
import { readUtm, writeUtm } from './utm.ts';

describe('parseDestination', () => {
  it.each([
    ['acme.com', 'https://acme.com'],
    ['  acme.com:8080/x?y#z ', 'https://acme.com:8080/x?y#z'],
    ['http://acme.com/a', 'http://acme.com/a'],
    ['https://münchen.example/ä', 'https://xn--mnchen-3ya.example/%C3%A4'],
    ['mailto:me@acme.com', 'mailto:me@acme.com'],
    ['com.acme.app://open', 'com.acme.app://open'],
    ['https://acme.com/p/{path}', 'https://acme.com/p/{path}'],
  ])('reads %j as %j', (text, address) => {
    expect(parseDestination('url', text)).toBe(address);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    'blob:https://acme.com/x',
    'https://user@acme.com',
    'https://acme.com\\@evil.com',
    'https:/acme.com',
    '//acme.com',
    'acme',
    'https://',
    'about:blank',
  ])('refuses %j', (text) => {
    expect(() => parseDestination('url', text)).toThrow(/^url: /);
  });

  it('gives back only what the edge will serve, and the same when read again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string()), (text) => {
        let address: string;
        try {
          address = parseDestination('url', text);
        } catch {
          return;
        }
        expect(safeDestination(address)).toBe(address);
        expect(parseDestination('url', address)).toBe(address);
      }),
    );
  });

  it('keeps pictures to the web', () => {
    expect(parseWebAddress('image', 'https://acme.com/a.png')).toBe('https://acme.com/a.png');
    expect(() => parseWebAddress('image', 'mailto:me@acme.com')).toThrow(/^image: /);
    expect(hostOf('https://ACME.com:1/x')).toBe('acme.com');
  });
});

describe('UTM parameters', () => {
  it('are read back exactly as they were written, and removing them restores the address', () => {
    const value = fc
      .string({ minLength: 1, maxLength: 40 })
      .filter((text) => text.trim() !== '' && text.isWellFormed());
    fc.assert(
      fc.property(fc.record({ utm_source: value, utm_campaign: value, ref: value }), (utm) => {
        const base = 'https://acme.com/a?keep=1&utm_medium=mail#part';
        const written = writeUtm(base, utm);
        expect(readUtm(written)).toEqual({
          source: utm.utm_source.trim(),
          campaign: utm.utm_campaign.trim(),
          ref: utm.ref.trim(),
          medium: 'mail',
        });
        expect(writeUtm(written, { utm_source: null, utm_campaign: '', ref: null })).toBe(base);
      }),
    );
  });

  it('leave an address of an app without parameters alone', () => {
    expect(readUtm('mailto:me@acme.com')).toBeUndefined();
    expect(readUtm('https://acme.com')).toBeUndefined();
    expect(writeUtm('https://acme.com', {})).toBe('https://acme.com');
  });
});
