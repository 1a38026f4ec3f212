import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterQuery, FILTERS, filtersOf, parseAnalyticsSearch, withFilter, withoutFilters } from './search.ts';

describe('the address of an analytics page', () => {
  it('keeps what it knows and drops what it does not', () => {
    const address = { country: '-DE,AT', utm_campaign: 2026, range: '1y', metric: 'leads', nonsense: 'x', by: 'year' };
    expect(parseAnalyticsSearch(address)).toEqual({
      country: '-DE,AT',
      utm_campaign: '2026',
      range: '1y',
      metric: 'leads',
    });
  });

  it('does not repeat what is the default', () => {
    expect(parseAnalyticsSearch({ range: '30d', metric: 'clicks', compare: 'yes', include: 'human' })).toEqual({});
  });

  it.each([
    [{ from: '2026-11-02', to: '2026-11-01' }],
    [{ from: '2026-11-02' }],
    [{ from: 'yesterday', to: '2026-11-02' }],
    [{ from: '2026-11-02T10:00', to: '2026-11-02T10:00' }],
  ])('has no period in %j', (address) => {
    expect(parseAnalyticsSearch(address)).toEqual({});
  });

  it('a single day is a period', () => {
    expect(parseAnalyticsSearch({ from: '2026-11-02', to: '2026-11-02' })).toEqual({
      from: '2026-11-02',
      to: '2026-11-02',
    });
  });

  it('a filter of nothing is none', () => {
    expect(filtersOf(parseAnalyticsSearch({ country: '-', device: '' }))).toEqual([]);
  });
});

const signs = fc.constantFrom('-', '~', ',', '\\', ' ', 'a', '7', 'é');
const value = fc.oneof(fc.string({ unit: signs, minLength: 1, maxLength: 6 }), fc.string({ minLength: 1 }));

it('what is put into the address comes out of it', () => {
  const filter = fc.record({
    name: fc.constantFrom(...FILTERS),
    not: fc.boolean(),
    contains: fc.boolean(),
    values: fc.uniqueArray(value, { minLength: 1, maxLength: 4 }),
  });
  fc.assert(
    fc.property(filter, (given) => {
      const search = parseAnalyticsSearch(withFilter({ range: '7d' }, given) as Record<string, unknown>);
      expect(filtersOf(search)).toEqual([given]);
      expect(filterQuery(withFilter(search, { ...given, values: [] }))).toEqual({});
      expect(withoutFilters(search)).toEqual({ range: '7d' });
    }),
  );
});
