import { describe, expect, it } from 'vitest';
import { planStats } from './plan.ts';
import { renderStats } from './render.ts';
import type { GroupedQuery, Grouping, StatsFilter } from './stats-query.ts';
import { parseRange } from './time/range.ts';

const NOW = Date.parse('2026-11-21T16:20:30Z');
const COUNT: Grouping = { kind: 'count' };
const SERIES: Grouping = { kind: 'timeseries' };
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

function tableOf(query: GroupedQuery): string {
  const { source } = planStats(query);
  if (source.table === 'raw') return 'raw';
  const cut = source.cut ? ` + ${source.cut.length} hours of raw` : '';
  return `${source.table === 'events' ? 'events' : source.dimension}/${source.step}${cut}`;
}

describe('planStats', () => {
  it.each<[string, GroupedQuery, string]>([
    ['a total', ask(COUNT), 'all/day'],
    ['a series by day', ask(SERIES), 'all/day'],
    ['a series by hour', ask(SERIES, [], { interval: '24h' }), 'all/hour'],
    ['days of a whole-hour zone', ask(SERIES, [], { timezone: 'Europe/Zurich' }), 'all/hour'],
    ['days of a half-hour zone', ask(SERIES, [], { timezone: 'Asia/Kolkata' }), 'all/hour + 31 hours of raw'],
    ['hours of a half-hour zone', ask(SERIES, [], { timezone: 'Asia/Kolkata', interval: '24h' }), 'raw'],
    ['weeks', ask(SERIES, [], { interval: '90d', granularity: 'week' }), 'all/day'],
    ['minutes', ask(SERIES, [], { interval: '24h', granularity: 'minute' }), 'raw'],
    ['hours of the week', ask({ kind: 'heatmap' }, [], { timezone: 'Europe/Zurich' }), 'all/hour'],
    ['hours of the week in a half-hour zone', ask({ kind: 'heatmap' }, [], { timezone: 'Asia/Kolkata' }), 'raw'],
    ['a series for each country', ask({ kind: 'pair', first: 'timeseries', second: 'countries' }), 'country/day'],
    ['two dimensions', ask({ kind: 'pair', first: 'countries', second: 'devices' }), 'raw'],
    ['classes of one device', ask({ kind: 'breakdown', name: 'classes' }, [is('device', 'mobile')]), 'device/day'],
    ['addresses without their query', ask({ kind: 'breakdown', name: 'top_base_urls' }), 'url/day'],
    ['odd minutes', ask(COUNT, [], { start: '2026-11-01T10:17:00Z' }), 'all/hour + 1 hours of raw'],
    ['whole hours', ask(COUNT, [], { start: '2026-11-01T10:00:00Z', end: '2026-11-02T11:00:00Z' }), 'all/hour'],
    ['one breakdown', ask(by('countries')), 'country/day'],
    ['a breakdown filtered by itself', ask(by('countries'), [is('country', 'de')]), 'country/day'],
    ['a total under one filter', ask(COUNT, [is('device', 'mobile')]), 'device/day'],
    ['one link', ask(SERIES, [is('linkId', 'link_1')]), 'events/day'],
    ['top links', ask(by('top_links')), 'events/day'],
    ['one link by country', ask(by('countries'), [is('linkId', 'link_1')]), 'raw'],
    ['two filters', ask(COUNT, [is('device', 'mobile'), is('os', 'ios')]), 'raw'],
    ['a filter no rollup knows', ask(COUNT, [is('city', 'bern')]), 'raw'],
    ['a breakdown of whole addresses', ask(by('referer_urls')), 'referer_url/day'],
    ['folders', ask(by('top_folders')), 'events/day'],
    ['tags of one link', ask(by('top_link_tags'), [is('linkId', 'link_1')]), 'events/day'],
    ['root links', ask(COUNT, [], {}, { root: true }), 'raw'],
    ['everything', ask(SERIES, [], { interval: 'all' }), 'all/day'],
  ])('answers %s from the smallest exact table', (_what, query, table) => {
    expect(tableOf(query)).toBe(table);
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
