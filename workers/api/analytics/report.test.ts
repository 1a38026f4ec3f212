import { describe, expect, it } from 'vitest';
import { reportSchema, type Report } from '#core/stats/report/wire.ts';
import { anHourBefore, HOUR_MS, row, seedClicks, store } from './test-clicks.ts';

async function seedReports() {
  const seeded = await seedClicks();
  const { tenant, one } = seeded;
  // The day before the last 25 hours, and two visits of one visitor within an hour.
  await store([
    row(tenant, one, 30 * HOUR_MS, { country: 'DE', visitor_id: '9' }),
    row(tenant, one, anHourBefore(30 * HOUR_MS), { country: 'FR', visitor_id: '9', reason: 'repeat' }),
  ]);
  const report = async (query: string): Promise<Report> => {
    const { status, body } = await seeded.call<Report>('GET', `/analytics/report?${query}`);
    expect([query, status]).toEqual([query, 200]);
    expect(reportSchema.parse(body)).toEqual(body);
    return body;
  };
  return { ...seeded, report };
}

describe('GET /analytics/report', () => {
  it('measures what is asked, beside the period before', async () => {
    const { report } = await seedReports();
    const { rows, total } = await report(
      'interval=24h&metrics=clicks,humanClicks,botHits,qrScans,leadRate&compare=previous',
    );
    const values = { clicks: 4, humanClicks: 4, botHits: 1, qrScans: 1, leadRate: 0 };
    const previous = { clicks: 2, humanClicks: 2, botHits: 0, qrScans: 0, leadRate: 0 };
    expect(rows).toEqual([{ key: {}, values, previous }]);
    expect(total).toEqual({ values, previous });
    const visitors = await report('interval=7d&metrics=repeatClicks,uniqueVisitors,newVisitors,returningVisitors');
    expect(visitors.total.values).toMatchObject({ repeatClicks: 1, uniqueVisitors: 4 });
    expect(visitors.visitors).toMatchObject({ exact: true, errorPercent: 0 });
  });

  it('keeps the largest, and sums up the others', async () => {
    const { report } = await seedReports();
    const { rows, other, total } = await report(
      'interval=24h&groupBy=countries&metrics=clicks,botHits&limit=1&other=true',
    );
    expect(rows).toEqual([{ key: { country: 'CH' }, values: { clicks: 2, botHits: 1 }, previous: null }]);
    expect(other?.values).toEqual({ clicks: 2, botHits: 0 });
    expect(total.values).toEqual({ clicks: 4, botHits: 1 });
  });

  it('has a row for every bucket of every value, and for every hour of the week', async () => {
    const { report, one } = await seedReports();
    const series = await report('interval=24h&groupBy=timeseries,top_links&metrics=clicks&limit=2&compare=previous');
    expect(series.rows).toHaveLength(50);
    expect(series.links[one.id]).toMatchObject({ key: 'one', title: 'One' });
    const ofOne = series.rows.filter(({ key }) => key['linkId'] === one.id);
    expect(sum(ofOne, 'values')).toBe(3);
    expect(sum(ofOne, 'previous')).toBe(2);
    const minutes = await report('interval=24h&groupBy=timeseries&granularity=minute&metrics=clicks');
    expect(minutes.rows).toHaveLength(1_441);
    expect(sum(minutes.rows, 'values')).toBe(4);
    for (const zone of ['Europe/Zurich', 'Asia/Kolkata']) {
      const week = await report(`interval=24h&groupBy=heatmap&metrics=clicks&timezone=${zone}`);
      expect(week.rows).toHaveLength(168);
      expect(sum(week.rows, 'values')).toBe(4);
    }
  });
});

describe('the total of a report', () => {
  // Events are in one row each; visitors are asked for, because one may be in several.
  it.each(['timeseries', 'heatmap'])('by %s is that of the whole period', async (groupBy) => {
    const { report } = await seedReports();
    for (const zone of ['UTC', 'Asia/Kolkata']) {
      const asked = `interval=7d&compare=previous&timezone=${zone}`;
      for (const metrics of ['clicks,botHits,qrScans,leadRate', 'clicks,repeatClicks,uniqueVisitors,newVisitors']) {
        const whole = await report(`${asked}&metrics=${metrics}`);
        const rows = await report(`${asked}&metrics=${metrics}&groupBy=${groupBy}`);
        expect([zone, metrics, rows.total]).toEqual([zone, metrics, whole.total]);
        expect(whole.rows[0]?.values).toEqual(whole.total.values);
      }
    }
  });
});

describe('a report', () => {
  it('crosses two dimensions', async () => {
    const { report } = await seedReports();
    const { rows } = await report('interval=24h&groupBy=devices,countries&metrics=clicks');
    expect(rows.map(({ key, values }) => [key['device'], key['country'], values['clicks']])).toEqual([
      ['Desktop', 'Unknown', 1],
      ['Desktop', 'CH', 1],
      ['Desktop', 'DE', 1],
      ['Mobile', 'CH', 1],
    ]);
    const classes = await report('interval=24h&groupBy=classes,reasons&metrics=clicks');
    expect(classes.rows.map(({ key }) => key)).toContainEqual({ class: 'bot', reason: 'ua:Googlebot' });
  });

  it('explains itself to those who run the workspace', async () => {
    const { report, call } = await seedReports();
    const { explain = [] } = await report('interval=7d&groupBy=countries&explain=true');
    expect(explain[0]).toMatchObject({
      question: 'rows',
      table: expect.stringContaining('dimensions_per_day_v1'),
      dimension: 'country',
      why: expect.stringContaining('country'),
      rowsRead: expect.any(Number),
    });
    const { body } = await call<{ explain: unknown[]; answer: unknown[] }>(
      'GET',
      '/analytics?groupBy=cities&explain=1',
    );
    expect([body.explain.length, Array.isArray(body.answer)]).toEqual([1, true]);
  });

  it.each([
    ['groupBy=nonsense', 'groupBy'],
    ['groupBy=countries,timeseries', 'groupBy'],
    ['groupBy=countries,cities', 'groupBy'],
    ['groupBy=a,b,c', 'groupBy'],
    ['metrics=happiness', 'metrics'],
    ['interval=30d&granularity=minute&groupBy=timeseries', 'granularity'],
    ['interval=90d&groupBy=timeseries,countries&limit=101', 'limit'],
    ['interval=30d&groupBy=timeseries,countries&granularity=hour&limit=100', 'limit'],
    ['interval=all&compare=previous', 'compare'],
    ['classes=bot&include=head', 'include'],
  ])('refuses %s with a sentence about %s', async (query, field) => {
    const { call } = await seedClicks();
    const { status, body } = await call<{ error: { message: string } }>('GET', `/analytics/report?${query}`);
    expect([status, body.error.message.startsWith(field)]).toEqual([422, true]);
  });
});

function sum(rows: Report['rows'], of: 'values' | 'previous'): number {
  return rows.reduce((total, each) => total + (each[of]?.['clicks'] ?? 0), 0);
}
