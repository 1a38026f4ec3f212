import { describe, expect, it } from 'vitest';
import { planStats, rawSpans } from './plan.ts';
import { readingsOf } from './reading.ts';
import { renderStats } from './render.ts';
import type { GroupedQuery, Grouping, StatsFilter } from './stats-query.ts';
import { parseRange } from './time/range.ts';

const NOW = Date.parse('2026-11-21T16:20:30Z');
const COUNT: Grouping = { kind: 'count' };
const SERIES: Grouping = { kind: 'timeseries' };
const SERIES_BY_COUNTRY: Grouping = { kind: 'pair', first: 'timeseries', second: 'countries' };
const NEW_YORK = { timezone: 'America/New_York' };
const by = (
  name: 'countries' | 'cities' | 'top_links' | 'referer_urls' | 'top_folders' | 'top_link_tags',
): Grouping => ({ kind: 'breakdown', name });
const is = (name: StatsFilter['name'], ...values: string[]): StatsFilter => ({ name, values, not: false });

function ask(
  groupBy: Grouping,
  filters: StatsFilter[] = [],
  range: Partial<Parameters<typeof parseRange>[0]> = {},
  more: Partial<GroupedQuery> = {},
): GroupedQuery {
  const asked = parseRange({ timezone: 'UTC', interval: '30d', ...range }, NOW);
  return {
    workspaceId: 'ws_1',
    types: ['click'],
    classes: ['human'],
    range: asked,
    filters,
    groupBy,
    nowMs: NOW,
    ...more,
  };
}

/** What is read when every day but today is closed, longest steps first. */
function tableOf(query: GroupedQuery): string {
  const { source } = planStats(query, new Set());
  if (source.table === 'raw') return 'raw';
  const cut = source.cut.length > 0 ? ` + ${source.cut.length} hours of raw` : '';
  const tables = readingsOf(source).map(
    ({ table, time, dimension, spans, ofLink }) =>
      `${ofLink ? 'of link ' : ''}${dimension ?? 'link'}/${table === 'closed' ? 'closed ' : ''}${time}${(spans?.length ?? 0) > 1 ? ` × ${spans?.length}` : ''}`,
  );
  const raw = source.link === undefined ? 0 : rawSpans(source, query).length;
  if (raw > 0) tables.push(raw === 1 ? 'raw' : `raw × ${raw}`);
  return `${tables.join(' + ')}${cut}${source.countsVisitors ? '' : query.visitors === false ? ', no visitors' : ', visitors from raw'}`;
}

describe('planStats', () => {
  it.each<[string, GroupedQuery, string]>([
    ['a total', ask(COUNT), 'all/closed month + all/closed day + all/day'],
    ['a series by day', ask(SERIES), 'all/closed day + all/day'],
    ['a series by hour', ask(SERIES, [], { interval: '24h' }), 'all/hour'],
    ['days of a whole-hour zone', ask(SERIES, [], { timezone: 'Europe/Zurich' }), 'all/day + all/hour'],
    ['days of a half-hour zone', ask(SERIES, [], { timezone: 'Asia/Kolkata' }), 'all/day + all/hour + 31 hours of raw'],
    ['hours of a half-hour zone', ask(SERIES, [], { timezone: 'Asia/Kolkata', interval: '24h' }), 'raw'],
    ['weeks', ask(SERIES, [], { interval: '90d', granularity: 'week' }), 'all/closed day + all/day'],
    ['minutes', ask(SERIES, [], { interval: '24h', granularity: 'minute' }), 'raw'],
    ['hours of the week', ask({ kind: 'heatmap' }, [], { timezone: 'Europe/Zurich' }), 'all/hour'],
    ['hours of the week in a half-hour zone', ask({ kind: 'heatmap' }, [], { timezone: 'Asia/Kolkata' }), 'raw'],
    [
      'a series for each country',
      ask({ kind: 'pair', first: 'timeseries', second: 'countries' }),
      'country/closed day + country/day',
    ],
    ['two dimensions', ask({ kind: 'pair', first: 'countries', second: 'devices' }), 'raw'],
    [
      'classes of one device',
      ask({ kind: 'breakdown', name: 'classes' }, [is('device', 'mobile')]),
      'device/closed month + device/closed day + device/day',
    ],
    [
      'addresses without their query',
      ask({ kind: 'breakdown', name: 'top_base_urls' }),
      'base_url/closed month + base_url/closed day + url/day',
    ],
    [
      'classes by addresses without their query',
      ask({ kind: 'pair', first: 'classes', second: 'top_base_urls' }),
      'base_url/closed month + base_url/closed day + url/day',
    ],
    [
      'addresses with and without their query',
      ask({ kind: 'pair', first: 'top_base_urls', second: 'top_urls' }),
      'url/closed month + url/closed day + url/day',
    ],
    ['odd minutes', ask(COUNT, [], { start: '2026-11-20T10:17:00Z' }), 'all/day + all/hour + 1 hours of raw'],
    ['whole hours', ask(COUNT, [], { start: '2026-11-01T10:00:00Z', end: '2026-11-02T11:00:00Z' }), 'all/hour'],
    [
      'days between odd hours',
      ask(COUNT, [], { start: '2026-11-01T10:00:00Z', end: '2026-11-04T11:00:00Z' }),
      'all/closed day + all/hour × 2',
    ],
  ])('answers %s from the smallest exact tables', (_what, query, table) => {
    expect(tableOf(query)).toBe(table);
  });
});

describe('planStats with dimensions', () => {
  it.each<[string, GroupedQuery, string]>([
    ['one breakdown', ask(by('countries')), 'country/closed month + country/closed day + country/day'],
    [
      'a year',
      ask(by('countries'), [], { interval: '1y' }),
      'country/closed quarter + country/closed month + country/day',
    ],
    [
      'a year of a zone',
      ask(by('countries'), [], { interval: '1y', timezone: 'Europe/Zurich' }),
      'country/closed quarter + country/closed month + country/day + country/hour',
    ],
    [
      'a breakdown filtered by itself',
      ask(by('countries'), [is('country', 'de')]),
      'country/closed month + country/closed day + country/day',
    ],
    [
      'a total under one filter',
      ask(COUNT, [is('device', 'mobile')]),
      'device/closed month + device/closed day + device/day',
    ],
    [
      'a total of several values',
      ask(COUNT, [is('device', 'mobile', 'desktop')]),
      'device/closed month + device/closed day + device/day, visitors from raw',
    ],
    [
      'a breakdown of several values',
      ask(by('countries'), [is('country', 'de', 'ch')]),
      'country/closed month + country/closed day + country/day',
    ],
    [
      'what a breakdown leaves out',
      ask(by('countries'), [], {}, { except: ['DE'] }),
      'country/closed month + country/closed day + country/day, visitors from raw',
    ],
    ['one link', ask(SERIES, [is('linkId', 'link_1')]), 'link/closed day + link/day'],
    ['top links', ask(by('top_links')), 'link/closed month + link/closed day + link/day'],
    ['two filters', ask(COUNT, [is('device', 'mobile'), is('os', 'ios')]), 'raw'],
    ['a filter no rollup knows', ask(COUNT, [is('city', 'bern')]), 'raw'],
    [
      'a breakdown of whole addresses',
      ask(by('referer_urls')),
      'referer_url/closed month + referer_url/closed day + referer_url/day',
    ],
    ['folders', ask(by('top_folders')), 'link/closed month + link/closed day + link/day, visitors from raw'],
    [
      'tags of one link',
      ask(by('top_link_tags'), [is('linkId', 'link_1')]),
      'link/closed month + link/closed day + link/day',
    ],
    ['root links', ask(COUNT, [], {}, { root: true }), 'raw'],
    ['everything', ask(SERIES, [], { interval: 'all' }), 'all/closed month + all/day'],
  ])('answers %s from the smallest exact tables', (_what, query, table) => {
    expect(tableOf(query)).toBe(table);
  });
});

describe('planStats within one link', () => {
  it.each<[string, GroupedQuery, string]>([
    [
      'one link by country',
      ask(by('countries'), [is('linkId', 'link_1')]),
      'of link country/closed month + of link country/closed day + raw',
    ],
    [
      'a year of one link by country in a zone',
      ask(by('countries'), [is('linkId', 'link_1')], { interval: '1y', timezone: 'America/New_York' }),
      'of link country/closed quarter + of link country/closed month + of link country/closed day + raw × 2',
    ],
    [
      'one link, and which others are not to be seen',
      ask(by('countries'), [is('linkId', 'link_1'), { ...is('linkId', 'link_2', 'link_3'), not: true }]),
      'of link country/closed month + of link country/closed day + raw',
    ],
    [
      'one link by country on some devices',
      ask(by('countries'), [is('linkId', 'link_1'), is('device', 'mobile')]),
      'raw',
    ],
    ['days of New York of one link by country', ask(SERIES_BY_COUNTRY, [is('linkId', 'link_1')], NEW_YORK), 'raw'],
    [
      'weeks of New York of one link by country',
      ask(SERIES_BY_COUNTRY, [is('linkId', 'link_1')], { ...NEW_YORK, granularity: 'week' }),
      'of link country/closed day × 5 + raw × 6',
    ],
    ['one link on several devices', ask(COUNT, [is('linkId', 'link_1'), is('device', 'mobile', 'desktop')]), 'raw'],
    [
      'clicks of one link on several devices',
      ask(COUNT, [is('linkId', 'link_1'), is('device', 'mobile', 'desktop')], {}, { visitors: false }),
      'of link device/closed month + of link device/closed day + raw, no visitors',
    ],
    [
      'addresses of one link without their query',
      ask({ kind: 'breakdown', name: 'top_base_urls' }, [is('linkId', 'link_1')]),
      'of link base_url/closed month + of link base_url/closed day + raw',
    ],
    [
      'hours of the week of one link in one country',
      ask({ kind: 'heatmap' }, [is('linkId', 'link_1'), is('country', 'de')]),
      'raw',
    ],
    ['two links by country', ask(by('countries'), [is('linkId', 'link_1', 'link_2')]), 'raw'],
  ])('answers %s from the smallest exact tables', (_what, query, table) => {
    expect(tableOf(query)).toBe(table);
  });
});

describe('closed days', () => {
  it('are read one by one in a month with an open day, and that one as it comes in', () => {
    const query = ask(by('countries'), [], { interval: '1y' });
    const { source } = planStats(query, new Set([Date.UTC(2026, 2, 10)]));
    if (source.table === 'raw') throw new Error('no rollup');
    const day = (month: number, date: number) => Date.UTC(2026, month, date);
    expect(source.pieces).toEqual({
      quarters: [{ from: day(3, 1), to: day(10, 21) }],
      months: [{ from: Date.UTC(2025, 10, 1), to: day(2, 1) }],
      closed: [
        { from: day(2, 1), to: day(2, 10) },
        { from: day(2, 11), to: day(3, 1) },
      ],
      days: [
        { from: day(2, 10), to: day(2, 11) },
        { from: day(10, 21), to: Infinity },
      ],
      hours: [],
    });
  });

  it('need no raw events beside them for folders whose visitors nobody asks for', () => {
    const query = ask(by('top_folders'), [], { interval: '1y' });
    const openFor = (each: GroupedQuery) => rawSpans(planStats(each, new Set()).source, each);
    expect(openFor(query)).toEqual([{ from: query.range.from, to: Infinity }]);
    expect(openFor({ ...query, visitors: false })).toEqual([]);
  });

  it('are not counted on before any is known', () => {
    const { source } = planStats(ask(by('countries')));
    expect(source.table === 'rollup' && [source.pieces.months, source.pieces.closed]).toEqual([[], []]);
  });
});

describe('renderStats', () => {
  const hostile = "x') OR 1=1 --";
  it('begins with the workspace and binds every value', () => {
    for (const query of [
      ask(COUNT, [is('url', hostile)]),
      ask(by('cities'), [is('city', hostile), is('referer', hostile)]),
    ]) {
      const { sql, params } = renderStats(planStats({ ...query, workspaceId: hostile }));
      expect(sql).toMatch(/WHERE workspace_id = \{workspace:String\}/);
      expect(sql).not.toContain('OR 1=1');
      expect(params['workspace']).toBe(hostile);
    }
  });
});
