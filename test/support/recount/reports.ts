/** The recount of whole reports: two dimensions, the others, the time before, visitors, conversions, orphans. */
import { expect } from 'vitest';
import { ask, cellsOf, folderOf, humansOf, pastHours, report, trigger, within } from './ask.ts';
import { countryOf, largest, type Logged, sums, tally } from './log.ts';
import { DAY_MS, HOUR_MS, ORPHANS, SPAN_HOURS, type World } from './world.ts';

export async function dimensionsAddUp(world: World): Promise<void> {
  const answer = await report(
    world,
    'interval=7d&groupBy=countries,triggers&limit=2&other=true&metrics=clicks,botHits,qrScans',
  );
  const shown = largest(tally(humansOf(world), countryOf), 2);
  const inShown = humansOf(world).filter((visit) => shown.includes(countryOf(visit)));
  expect(cellsOf(answer, 'clicks')).toEqual(tally(inShown, (visit) => `${countryOf(visit)} ${trigger(visit)}`));
  expect(answer.other.values['clicks']).toBe(humansOf(world).length - inShown.length);
  expect(answer.total.values).toEqual({
    clicks: humansOf(world).length,
    botHits: world.log.length - humansOf(world).length,
    qrScans: humansOf(world).filter((visit) => visit.qr).length,
  });
}

export async function dimensionsWithinAnother(world: World): Promise<void> {
  const { from, to, query } = pastHours(world, SPAN_HOURS);
  const visits = within(world, from, to);
  const series = await report(world, `${query}&groupBy=timeseries,top_folders&granularity=hour&metrics=clicks`);
  const cells = Object.fromEntries(
    series.rows
      .filter(({ values }) => values['clicks'] !== 0)
      .map(({ key, values }) => [`${Date.parse(String(key['start']))} ${key['folderId']}`, values['clicks']]),
  );
  expect(cells).toEqual(tally(visits, (visit) => `${visit.ts - (visit.ts % HOUR_MS)} ${folderOf(world, visit)}`));
  const pair = await report(world, `${query}&groupBy=top_links,devices&metrics=clicks`);
  expect(cellsOf(pair, 'clicks')).toEqual(tally(visits, (visit) => `${visit.link.id} ${visit.person.device}`));
}

export async function othersAreOneRow(world: World): Promise<void> {
  const answer = await report(world, 'interval=7d&groupBy=top_links&limit=3&other=true&metrics=clicks');
  const all = tally(humansOf(world), ({ link }) => link.id);
  const shown = largest(all, 3);
  expect(answer.rows.map(({ key }) => key['linkId'])).toEqual(shown);
  expect(cellsOf(answer, 'clicks')).toEqual(Object.fromEntries(shown.map((id) => [id, all[id]])));
  expect(answer.other.values['clicks']).toBe(humansOf(world).filter(({ link }) => !shown.includes(link.id)).length);
}

export async function comparedWithBefore(world: World): Promise<void> {
  const { from, to, query } = pastHours(world, 12);
  const [now, before] = [within(world, from, to), within(world, from - 12 * HOUR_MS, from)];
  const answer = await report(world, `${query}&compare=previous&groupBy=browsers&metrics=clicks`);
  expect(answer.total).toEqual({ values: { clicks: now.length }, previous: { clicks: before.length } });
  expect(cellsOf(answer, 'clicks')).toEqual(tally(now, ({ person }) => person.browser));
  expect(cellsOf(answer, 'clicks', 'previous')).toEqual(tally(before, ({ person }) => person.browser));
  const series = await report(world, `${query}&compare=previous&groupBy=timeseries&granularity=hour&metrics=clicks`);
  const hourly = (visits: Logged[], start: number) =>
    Array.from(
      { length: 12 },
      (_, hour) => visits.filter(({ ts }) => Math.floor((ts - start) / HOUR_MS) === hour).length,
    );
  expect(series.rows.map(({ values }) => values['clicks'])).toEqual(hourly(now, from));
  expect(series.rows.map(({ previous }) => previous?.['clicks'])).toEqual(hourly(before, from - 12 * HOUR_MS));
}

export async function visitorsOnce(world: World): Promise<void> {
  // Messages name the same visitors every day; through the edge a network with one browser is a visitor.
  const onDay = ({ who, ts }: Logged) => `${who} ${Math.floor(ts / DAY_MS)}`;
  const expected = (visits: Logged[]) => {
    const times = Object.values(tally(visits, onDay));
    const returning = times.filter((count) => count > 1).length;
    return { uniqueVisitors: times.length, returningVisitors: returning, newVisitors: times.length - returning };
  };
  // Who signs up or buys is a visitor of that day, too, where leads and sales are asked for beside clicks.
  const converted = [...world.leads, ...world.sales].map(({ click, ts }) => ({ ...click, ts }));
  const asked = { clicks: humansOf(world), composite: [...humansOf(world), ...converted] };
  for (const [event, visits] of Object.entries(asked)) {
    const query = `interval=7d&event=${event}&metrics=uniqueVisitors,returningVisitors,newVisitors`;
    const answer = await report(world, `${query}&groupBy=countries`);
    expect([event, answer.total.values]).toEqual([event, expected(visits)]);
    expect(Object.fromEntries(answer.rows.map(({ key, values }) => [key['country'], values]))).toEqual(
      Object.fromEntries(
        Object.keys(tally(visits, countryOf)).map((country) => [
          country,
          expected(visits.filter((visit) => countryOf(visit) === country)),
        ]),
      ),
    );
    const scans = await report(world, `${query}&trigger=qr`);
    expect(scans.total.values).toEqual(expected(visits.filter(({ qr }) => qr)));
  }
}

export async function conversionsUnderClicks(world: World): Promise<void> {
  const by = ({ click }: World['leads'][number]) => countryOf(click);
  const metrics = ['clicks', 'leads', 'sales', 'saleAmount', 'leadRate', 'closeRate', 'averageSale', 'amountPerClick'];
  const answer = await report(world, `interval=7d&groupBy=countries&metrics=${metrics.join()}`);
  const totals = {
    clicks: tally(humansOf(world), countryOf),
    leads: tally(world.leads, by),
    sales: tally(world.sales, by),
    saleAmount: sums(world.sales, by, ({ amount }) => amount),
  };
  for (const { key, values } of answer.rows) {
    const of = (counts: Record<string, number>) => counts[String(key['country'])] ?? 0;
    const [clicks, leads, sales, amount] = [totals.clicks, totals.leads, totals.sales, totals.saleAmount].map(of) as [
      number,
      number,
      number,
      number,
    ];
    const over = (part: number, whole: number) => (whole === 0 ? null : part / whole);
    const expected = [
      clicks,
      leads,
      sales,
      amount,
      over(leads, clicks),
      over(sales, leads),
      over(amount, sales),
      over(amount, clicks),
    ];
    expect(metrics.map((name) => values[name])).toEqual(expected);
  }
  expect(answer.total.values['saleAmount']).toBe(world.sales.reduce((sum, { amount }) => sum + amount, 0));
}

export async function orphansAreNoClicks(world: World): Promise<void> {
  const total = Object.values(ORPHANS).reduce((sum, visits) => sum + visits, 0);
  const { rows, ...rest } = await ask<{ rows: { key: string; visits: number }[]; total: number }>(
    world,
    '/analytics/orphans?interval=24h',
  );
  expect(Object.fromEntries(rows.map(({ key, visits }) => [key, visits]))).toEqual(ORPHANS);
  expect(rest).toEqual({ total, leftOut: 0, reasons: { 'unknown-link': total } });
}
