import { describe, expect, it } from 'vitest';
import { parseMetadataQuery, renderMetadata } from './metadata-query.ts';

describe('a filter on metadata', () => {
  it('reads conditions, operators and nested names', () => {
    expect(parseMetadataQuery(`metadata['plan']:'pro' AND metadata["user"]['seats'] >= 5`)).toEqual({
      joinedBy: 'AND',
      conditions: [
        { path: ['plan'], operator: ':', value: 'pro' },
        { path: ['user', 'seats'], operator: '>=', value: '5' },
      ],
    });
    expect(parseMetadataQuery(`metadata['a']!='it is' or metadata['b']=1`)?.joinedBy).toBe('OR');
    expect(parseMetadataQuery('  ')).toBeUndefined();
  });

  it.each([
    ['a name without metadata', `plan:'pro'`],
    ['no name', `metadata:'pro'`],
    ['no operator', `metadata['plan']`],
    ['no value', `metadata['plan']:`],
    ['an open quote', `metadata['plan']:'pro`],
    ['words after it', `metadata['plan']:'pro' metadata['b']:1`],
    ['AND beside OR', `metadata['a']:1 AND metadata['b']:1 OR metadata['c']:1`],
    ['too many conditions', Array.from({ length: 21 }, () => `metadata['a']:1`).join(' AND ')],
  ])('refuses %s', (_, text) => {
    expect(() => parseMetadataQuery(text)).toThrow(/^query: /);
  });

  it('puts names and values into parameters, never into SQL', () => {
    const evil = `x' OR 1=1 --`;
    const params: Record<string, unknown> = {};
    const sql = renderMetadata({ joinedBy: 'AND', conditions: [{ path: [evil], operator: ':', value: evil }] }, params);
    expect(sql).not.toContain('1=1');
    expect(Object.values(params)).toEqual([evil, evil]);
  });
});
