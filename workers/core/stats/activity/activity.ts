/** The short reports: each is a few reports of the one planner, cut to the shape that a page shows. */
import { requireScope } from '../../access/actor.ts';
import { askStats } from '../ask.ts';
import type { StatsContext } from '../context.ts';
import { readEvents } from '../events-page.ts';
import type { MetricName } from '../report/metric.ts';
import type { ReportQuery } from '../report/query.ts';
import { makeReport } from '../report/report.ts';
import type { Report } from '../report/wire.ts';
import type {
  ActivityQuery,
  ActivityTotals,
  OfOne,
  Overview,
  Pages,
  PagesQuery,
  Recent,
  RecentQuery,
  Series,
  SeriesQuery,
  Summary,
} from './wire.ts';

const METRICS: MetricName[] = ['clicks', 'leads', 'sales', 'saleAmount', 'uniqueVisitors'];
const TOP = 5;
type Values = Report['total']['values'];
type Row = Report['rows'][number];

export async function showOverview(context: StatsContext, query: ActivityQuery): Promise<Overview> {
  const compare = query.range === 'all' ? {} : { compare: 'previous' as const };
  const [series, links, countries, referers, devices] = await Promise.all([
    ask(context, query, { groupBy: ['timeseries'], ...compare }),
    ask(context, query, { groupBy: ['top_links'], limit: TOP }),
    ask(context, query, { groupBy: ['countries'], limit: TOP }),
    ask(context, query, { groupBy: ['referers'], limit: TOP }),
    ask(context, query, { groupBy: ['devices'], limit: TOP }),
  ]);
  return {
    ...spanOf(query, series),
    totals: totalsOf(series.total.values),
    previous: series.total.previous && totalsOf(series.total.previous),
    granularity: series.granularity,
    points: pointsOf(series),
    topLinks: linksOf(links),
    topCountries: named(countries, 'country'),
    topReferers: named(referers, 'referer'),
    topDevices: named(devices, 'device'),
  };
}

export async function summarise(context: StatsContext, query: ActivityQuery): Promise<Summary> {
  const report = await ask(context, query, {
    groupBy: ['count'],
    metrics: [...METRICS, 'botHits', 'qrScans', 'leadRate', 'saleRate'],
  });
  const { botHits, qrScans, leadRate = null, saleRate = null } = report.total.values;
  return {
    ...spanOf(query, report),
    ...totalsOf(report.total.values),
    botHits: botHits ?? 0,
    qrScans: qrScans ?? 0,
    leadRate,
    saleRate,
  };
}

export async function showSeries(context: StatsContext, query: SeriesQuery): Promise<Series> {
  const report = await ask(context, query, { groupBy: ['timeseries'], granularity: query.granularity });
  return { ...spanOf(query, report), granularity: report.granularity, points: pointsOf(report) };
}

export async function listTopPages(context: StatsContext, query: PagesQuery): Promise<Pages> {
  const report = await ask(context, query, { event: 'clicks', groupBy: ['top_base_urls'], limit: query.limit });
  return {
    ...spanOf(query, report),
    pages: report.rows.map(({ key, values }) => ({
      page: String(key['url']),
      views: values['clicks'] ?? 0,
      visitors: values['uniqueVisitors'] ?? 0,
    })),
  };
}

export async function listRecent(context: StatsContext, query: RecentQuery): Promise<Recent> {
  requireScope(context.links.actor, 'analytics.read');
  const stats = await askStats(context, { timezone: 'UTC', interval: 'all' }, 'composite');
  const page = { limit: query.limit, offset: 0, order: 'desc' as const };
  const events = await readEvents(context.runner, stats, page, context.links.now());
  return {
    events: events.map(({ id, type, ts, linkId, domain, key, url, country, city, device, browser, os, referer }) => ({
      id,
      type,
      timestamp: new Date(ts).toISOString(),
      linkId: linkId || null,
      domain,
      key,
      url,
      country,
      city,
      device,
      browser,
      os,
      referer,
    })),
  };
}

/** A community is the `tenantId` of links: what happened on the links that belong to it. */
export function showCommunity(context: StatsContext, query: ActivityQuery, id: string): Promise<OfOne> {
  return showOne(context, query, id, { tenantId: id });
}

/** A user is a customer by the tenant's own id: what is known of him are the leads and sales that he has made. */
export function showUser(context: StatsContext, query: ActivityQuery, id: string): Promise<OfOne> {
  return showOne(context, query, id, { customerId: `ext_${id}` });
}

async function showOne(
  context: StatsContext,
  query: ActivityQuery,
  id: string,
  whose: Partial<ReportQuery>,
): Promise<OfOne> {
  const [series, links] = await Promise.all([
    ask(context, query, { groupBy: ['timeseries'], ...whose }),
    ask(context, query, { groupBy: ['top_links'], limit: TOP, ...whose }),
  ]);
  return {
    id,
    ...spanOf(query, series),
    totals: totalsOf(series.total.values),
    granularity: series.granularity,
    points: pointsOf(series),
    topLinks: linksOf(links),
  };
}

function ask(context: StatsContext, query: ActivityQuery, more: Partial<ReportQuery>): Promise<Report> {
  const { range, timezone } = query;
  return makeReport(context, {
    event: 'composite',
    groupBy: ['count'],
    metrics: METRICS,
    limit: 1,
    interval: range,
    timezone,
    ...more,
  });
}

function spanOf({ range }: ActivityQuery, { timezone, period }: Report) {
  return { range, timezone, start: period.start, end: period.end };
}

function totalsOf(values: Values): ActivityTotals {
  const { clicks, leads, sales, saleAmount, uniqueVisitors } = values;
  const counted = { clicks: clicks ?? 0, leads: leads ?? 0, sales: sales ?? 0 };
  return {
    events: counted.clicks + counted.leads + counted.sales,
    ...counted,
    saleAmount: saleAmount ?? 0,
    visitors: uniqueVisitors ?? 0,
  };
}

function pointsOf({ rows }: Report) {
  return rows.map(({ key, values }) => ({ start: String(key['start']), ...totalsOf(values) }));
}

function named({ rows }: Report, key: string) {
  return rows.map((row: Row) => ({ name: String(row.key[key]), ...totalsOf(row.values) }));
}

/** Links that nobody can name any more are left out. */
function linksOf({ rows, links }: Report) {
  return rows.flatMap(({ key, values }) => {
    const linkId = String(key['linkId']);
    const link = links[linkId];
    return link ? [{ linkId, shortLink: link.shortLink, url: link.url, ...totalsOf(values) }] : [];
  });
}
