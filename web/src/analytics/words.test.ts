// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { heatWeek, hourWords } from './heat.ts';
import { changeOf, formatMetric } from './metric.ts';
import { exportOf } from './export-what.ts';
import { applied, canBeApplied, isApplied, keptOf } from './segment-filters.ts';
import { shareSubject } from './share-subject.ts';
import { toBars } from './to-bars.ts';
import { DIMENSIONS } from './dimension.ts';

describe('figures', () => {
  it('of money are dollars out of cents, rates are percent, and nothing to divide by is a dash', () => {
    expect(formatMetric('saleAmount', 123_456)).toBe('$1,234.56');
    expect(formatMetric('saleRate', 0.0345)).toBe('3.45%');
    expect(formatMetric('saleRate', null)).toBe('–');
  });

  it('are compared where there is something to compare', () => {
    expect(changeOf(150, 100)).toEqual({ direction: 'up', words: '+50%' });
    expect(changeOf(50, 100)).toEqual({ direction: 'down', words: '-50%' });
    expect(changeOf(5, 0)).toEqual({ direction: 'up', words: 'new' });
    expect(changeOf(0, 0)).toBeUndefined();
    expect(changeOf(1, null)).toBeUndefined();
  });
});

it('hours of the week stand where they belong, and the busiest is known', () => {
  const at = (weekday: number, hour: number, clicks: number) => ({
    key: { weekday, hour },
    values: { clicks },
    previous: null,
  });
  const { cells, busiest } = heatWeek({ rows: [at(1, 0, 2), at(7, 23, 9)] }, 'clicks');
  expect([cells[0]?.[0], cells[6]?.[23], cells[3]?.[12]]).toEqual([2, 9, 0]);
  expect(busiest).toEqual({ day: 6, hour: 23 });
  expect(hourWords(23)).toBe('23:00–00:00');
});

it('bars are ranked by the metric, shares are of the whole, and rows about none are left out', () => {
  const row = (variant: string, clicks: number, sales: number) => ({
    key: { variant },
    values: { clicks, sales, saleRate: sales / clicks },
    previous: null,
  });
  const report = {
    rows: [row('(none)', 50, 0), row('a', 30, 1), row('b', 20, 4)],
    total: { values: { clicks: 100, sales: 5, saleRate: 0.05 } },
    links: {},
    labels: {},
  };
  expect(toBars(report, DIMENSIONS.variants, 'sales').map(({ label, share }) => [label, share])).toEqual([
    ['b', 0.8],
    ['a', 0.2],
  ]);
  expect(toBars(report, DIMENSIONS.variants, 'saleRate').map(({ share }) => share)).toEqual([undefined, undefined]);
});

describe('segments', () => {
  it('replace the filters of the page and keep its period', () => {
    const filters = { country: 'DE', include: 'bot' };
    const page = applied({ range: '1y', device: 'Mobile', include: 'spam' }, filters);
    expect(page).toEqual({ range: '1y', country: 'DE', include: 'bot' });
    expect(isApplied(page, filters)).toBe(true);
    expect(isApplied({ ...page, device: 'Mobile' }, filters)).toBe(false);
    expect(keptOf(page)).toEqual(filters);
  });

  it('with filters that have no chip are not offered', () => {
    expect(canBeApplied({ country: 'DE' })).toBe(true);
    expect(canBeApplied({ query: "metadata['plan']:'pro'" })).toBe(false);
  });
});

it.each([
  [{}, { kind: 'workspace', leavesOut: false }],
  [{ linkId: 'link_1' }, { kind: 'link', targetId: 'link_1', leavesOut: false }],
  [{ linkId: 'link_1,link_2' }, { kind: 'workspace', leavesOut: true }],
  [
    { folderId: 'fold_1', country: 'DE' },
    { kind: 'folder', targetId: 'fold_1', leavesOut: true },
  ],
  [{ linkId: '-link_1' }, { kind: 'workspace', leavesOut: true }],
])('%j is shared as %j', (search, subject) => {
  expect(shareSubject(search)).toEqual(subject);
});

it('a file holds the question of the page', () => {
  const { path, name } = exportOf({ country: 'DE', metric: 'sales', repeats: 'no' }, 'referers', 'ndjson');
  const query = new URLSearchParams(path.split('?')[1]);
  expect(Object.fromEntries(query)).toMatchObject({
    groupBy: 'referers',
    country: 'DE',
    event: 'sales',
    reason: '-repeat',
    interval: '30d',
    format: 'ndjson',
  });
  expect(name).toMatch(/^hopline-referers-.*\.ndjson$/);
});
