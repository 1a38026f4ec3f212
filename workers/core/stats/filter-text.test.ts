import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFilterText, renderFilterText } from './filter-text.ts';

describe('a filter as text', () => {
  it.each([
    ['DE', { not: false, contains: false, values: ['DE'] }],
    ['-DE, AT', { not: true, contains: false, values: ['DE', 'AT'] }],
    ['-~news,blog', { not: true, contains: true, values: ['news', 'blog'] }],
    ['Washington\\, D.C.', { not: false, contains: false, values: ['Washington, D.C.'] }],
    ['\\-50,\\~x', { not: false, contains: false, values: ['-50', '~x'] }],
    ['-\\-50', { not: true, contains: false, values: ['-50'] }],
    ['a-b~c', { not: false, contains: false, values: ['a-b~c'] }],
    ['C:\\new\\', { not: false, contains: false, values: ['C:\\new\\'] }],
    ['a\\\\,b', { not: false, contains: false, values: ['a\\', 'b'] }],
    ['\\ a\\ , b ', { not: false, contains: false, values: [' a ', 'b'] }],
    ['a,,a', { not: false, contains: false, values: ['a'] }],
    ['-', { not: true, contains: false, values: [] }],
  ])('%s says %j', (text, said) => {
    expect(parseFilterText(text)).toEqual(said);
  });

  const signs = fc.constantFrom('\\', ',', '-', '~', ' ', '\t', '\u00a0', 'a', 'é', '😀');
  const value = fc.oneof(fc.string({ unit: signs, minLength: 1 }), fc.string({ unit: 'binary', minLength: 1 }));

  it('says any values, whatever is in them', () => {
    const filter = fc.record({
      not: fc.boolean(),
      contains: fc.boolean(),
      values: fc.uniqueArray(value, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(filter, (given) => {
        expect(parseFilterText(renderFilterText(given))).toEqual(given);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is written as it always was where nothing needs an escape', () => {
    const plain = fc.stringMatching(/^[A-Za-z0-9(][A-Za-z0-9 ./()_-]*[A-Za-z0-9)]$/);
    fc.assert(
      fc.property(fc.boolean(), fc.uniqueArray(plain, { minLength: 1, maxLength: 4 }), (not, values) => {
        expect(renderFilterText({ not, contains: false, values })).toBe((not ? '-' : '') + values.join(','));
      }),
    );
  });
});
