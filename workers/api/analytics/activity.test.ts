import { describe, expect, it } from 'vitest';
import {
  ofOneAnswerSchema,
  overviewSchema,
  pagesSchema,
  recentSchema,
  seriesSchema,
  summarySchema,
} from '#core/stats/activity/wire.ts';
import { orphansSchema } from '#core/stats/orphans.ts';
import { HOUR_MS, row, seedClicks, store } from './test-clicks.ts';

describe('the short reports', () => {
  it('agree with each other and with what was clicked', async () => {
    const { call, one, two } = await seedClicks();
    const get = async (path: string) => (await call('GET', `/analytics/${path}`)).body;
    const clicked = { events: 4, clicks: 4, leads: 0, sales: 0, saleAmount: 0, visitors: 3 };

    const overview = overviewSchema.parse(await get('overview?range=24h'));
    expect(overview.totals).toEqual(clicked);
    expect(overview.points).toHaveLength(25);
    expect(overview.previous?.clicks).toBe(0);
    expect(overview.topLinks.map(({ linkId, clicks }) => [linkId, clicks])).toEqual([
      [one.id, 3],
      [two.id, 1],
    ]);
    expect(overview.topCountries[0]).toMatchObject({ name: 'CH', clicks: 2 });
    expect(summarySchema.parse(await get('summary'))).toMatchObject({
      ...clicked,
      botHits: 1,
      qrScans: 1,
      leadRate: 0,
    });
    const series = seriesSchema.parse(await get('timeseries?range=24h&timezone=Asia/Kolkata'));
    expect(series.points.reduce((sum, point) => sum + point.events, 0)).toBe(4);
    expect(series.points[0]?.start).toMatch(/:00:00\.000\+05:30$/);
    expect(pagesSchema.parse(await get('top-pages')).pages).toEqual([
      { page: 'https://acme.test/1', views: 3, visitors: 2 },
      { page: 'https://acme.test/2', views: 1, visitors: 1 },
    ]);
    const recent = recentSchema.parse(await get('recent?limit=3'));
    expect(recent.events.map(({ type, linkId }) => [type, linkId])).toEqual([
      ['click', one.id],
      ['click', one.id],
      ['click', two.id],
    ]);
    expect(ofOneAnswerSchema.parse(await get('community/t?range=24h')).totals.clicks).toBe(3);
    expect(ofOneAnswerSchema.parse(await get('community/nobody')).totals.clicks).toBe(0);
    expect(ofOneAnswerSchema.parse(await get('user/nobody')).totals.events).toBe(0);
    expect((await call('GET', '/analytics/timeseries?range=99h')).status).toBe(422);
  });
});

describe('GET /analytics/orphans', () => {
  it('says what was asked for in vain, why, and how much was left out', async () => {
    const { tenant, call, one } = await seedClicks();
    const orphan = (agoMs: number, key: string, more: object = {}) =>
      row(tenant, { ...one, id: '', key, url: '' }, agoMs, { type: 'orphan', rule: 'unknown-link', ...more });
    await store([
      orphan(0, 'lost'),
      orphan(HOUR_MS, 'lost', { visitor_id: '8', referer: 'news.test' }),
      orphan(2 * HOUR_MS, 'old', { rule: 'expired' }),
      orphan(HOUR_MS, 'wp-login.php', { class: 'bot', variant: '41' }),
    ]);
    const orphans = orphansSchema.parse((await call('GET', '/analytics/orphans?interval=24h')).body);
    expect(orphans).toMatchObject({ total: 3, leftOut: 41, reasons: { 'unknown-link': 2, expired: 1 } });
    expect(
      orphans.rows.map(({ key, reason, visits, uniqueVisitors }) => [key, reason, visits, uniqueVisitors]),
    ).toEqual([
      ['lost', 'unknown-link', 2, 2],
      ['old', 'expired', 1, 1],
    ]);
    const all = orphansSchema.parse((await call('GET', '/analytics/orphans?interval=24h&include=all')).body);
    expect(all.total).toBe(4);
    const clicks = (await call<{ clicks: number }>('GET', '/analytics?interval=24h&classes=all')).body.clicks;
    expect(clicks).toBe(5);
  });
});
