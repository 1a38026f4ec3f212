import { describe, expect, it } from 'vitest';
import { idsOf, isFiltered, listQuery, parseLinksSearch, searchKey } from './search.ts';

describe('the address of the list', () => {
  it('keeps what it knows and drops what it does not', () => {
    const read = parseLinksSearch({
      q: 2027,
      tags: 'tag_1,tag_2',
      folder: 'unsorted',
      archived: 'yes',
      sort: 'clicks',
      order: 'asc',
      utm: 'x',
      by: '',
    });
    expect(read).toEqual({
      q: '2027',
      tags: 'tag_1,tag_2',
      folder: 'unsorted',
      archived: 'yes',
      sort: 'clicks',
      order: 'asc',
    });
    expect(parseLinksSearch({ archived: 'no', sort: 'fame', order: 'desc', q: ['a'] })).toEqual({});
  });

  it('says nothing about the usual order', () => {
    expect(parseLinksSearch({ sort: 'createdAt' })).toEqual({});
  });

  it('is asked of the API in its own words, and the same question has one name', () => {
    expect(listQuery({ q: 'a', tags: 't1,t2', by: 'u', archived: 'yes', sort: 'clicks', order: 'asc' })).toEqual({
      search: 'a',
      tagIds: 't1,t2',
      userId: 'u',
      showArchived: 'true',
      sortBy: 'clicks',
      sortOrder: 'asc',
    });
    expect(searchKey({ q: 'a', domain: 'go.acme.com' })).toBe(searchKey({ domain: 'go.acme.com', q: 'a' }));
    expect(searchKey({ q: 'a' })).not.toBe(searchKey({ q: 'b' }));
  });

  it('tells a narrowed list from a list in another order', () => {
    expect(isFiltered({ sort: 'clicks' })).toBe(false);
    expect(isFiltered({ archived: 'yes' })).toBe(true);
    expect(idsOf('a,,b')).toEqual(['a', 'b']);
    expect(idsOf(undefined)).toEqual([]);
  });
});
