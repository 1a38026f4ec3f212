import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePath, isPattern, keyProblem, normaliseKey, patternsFor } from './key-normalise.ts';

describe('normaliseKey', () => {
  it.each([
    ['Launch', 'launch'],
    ['/Launch/', 'launch'],
    ['🚀', '🚀'],
    ['Ünï', 'ünï'],
    ['Cafe\u0301', 'caf\u00e9'],
    ['a/B/c', 'a/b/c'],
    ['ПРИВЕТ', 'привет'],
  ])('folds %j to %j', (key, normal) => expect(normaliseKey(key)).toBe(normal));

  it('keeps cases apart where the domain does', () => {
    expect(normaliseKey('LaUnCh', true)).toBe('LaUnCh');
  });

  it('changes nothing the second time, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, caseSensitive) => {
        const once = normaliseKey(text, caseSensitive);
        expect(normaliseKey(once, caseSensitive)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('decodePath', () => {
  it.each([
    ['/abc', 'abc'],
    ['/a%20b', 'a b'],
    ['/%F0%9F%9A%80', '🚀'],
    ['/a%2Fb', 'a/b'],
    ['/', ''],
    ['//abc//', 'abc'],
    ['/a+b', 'a+b'],
  ])('reads %j as %j', (path, text) => expect(decodePath(path)).toBe(text));

  it.each(['/%', '/%zz', '/%C3%28', '/%00', '/a%0ab', '/%7F', '/%C2%85', '/%E2%80%A8', `/${'x'.repeat(2049)}`])(
    'refuses a path such as %.20j',
    (path) => expect(decodePath(path)).toBeUndefined(),
  );

  it('never throws, and finds every key that was encoded', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void decodePath(text)));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (key) => {
        fc.pre(!/^\/|\/$/.test(key));
        const decoded = decodePath(`/${encodeURIComponent(key)}`);
        if (decoded !== undefined) expect(decoded).toBe(key);
      }),
    );
  });
});

describe('keyProblem', () => {
  it.each([
    'launch',
    '🚀',
    'a/b/c',
    'x',
    'p/*',
    'a/b/c/*',
    '_root',
    'robots',
    'ünïcode',
    'a.b',
    '👩\u200d🚀',
    '❤\ufe0f',
  ])('allows %j', (key) => expect(keyProblem(key)).toBeUndefined());

  it.each([
    '',
    'a b',
    'a?b',
    'a#b',
    'a%b',
    'a\\b',
    'robots.txt',
    'favicon.ico',
    '.well-known/x',
    'sale+',
    'sale.qr',
    'a//b',
    '../a',
    'a/./b',
    '*',
    'a*',
    'a/*/b',
    'a/b*',
    'a/b/c/d/*',
    '\u0000',
    'sa\u202ele',
    'sa\u200ble',
    'sa\u00adle',
  ])('refuses %j and says why', (key) => expect(keyProblem(key)).toMatch(/\.$/));
});

describe('patterns', () => {
  it('are tried from the most to the least specific, a bounded number of them', () => {
    expect(patternsFor('a')).toEqual([]);
    expect(patternsFor('a/b')).toEqual(['a/*']);
    expect(patternsFor('a/b/c')).toEqual(['a/b/*', 'a/*']);
    expect(patternsFor('a/b/c/d/e/f')).toEqual(['a/b/c/*', 'a/b/*', 'a/*']);
  });

  it('that may be created are those that are found', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 5 }), (parts) => {
        const pattern = `${parts.join('/')}/*`;
        expect(patternsFor(`${parts.join('/')}/tail`).includes(pattern)).toBe(isPattern(pattern));
      }),
    );
  });
});
