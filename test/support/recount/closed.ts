/** Reports of one link, once the days of the log that are over are closed. */
import { expect } from 'vitest';
import { closeDays } from '#core/rollup/close-days.ts';
import { clickHouseClosing } from '#platform/clickhouse/close.ts';
import { type Answer, ask, host, humansOf } from './ask.ts';
import { countryOf, type Logged, tally } from './log.ts';
import { DAY_MS, type World } from './world.ts';

/** As the pipeline does it each hour. */
export async function closePastDays({ stack }: World): Promise<void> {
  const { clickhouseUrl: url, database } = stack;
  const run = await closeDays(
    clickHouseClosing({ url, database, username: 'default', password: '' }),
    Date.now,
    (_, error) => {
      throw error;
    },
  );
  expect(run).toMatchObject({ failed: 0, left: false });
}

/** Of the link with the most visits: it has enough of them on a day. */
export async function oneLink(world: World): Promise<void> {
  const [most] = Object.entries(tally(humansOf(world), ({ link }) => link.id)).toSorted(([, a], [, b]) => b - a);
  const id = most?.[0] ?? '';
  const visits = humansOf(world).filter(({ link }) => link.id === id);
  const by: Record<string, (visit: Logged) => string> = {
    countries: countryOf,
    devices: ({ person }) => person.device,
    referers: ({ referer }) => host(referer),
    top_base_urls: ({ link }) => link.url.split('?')[0] ?? '',
  };
  for (const [groupBy, valueOf] of Object.entries(by)) {
    const query = `interval=7d&event=clicks&linkId=${id}&metrics=clicks,uniqueVisitors&groupBy=${groupBy}&explain=true`;
    const { explain, rows: found } = await ask<Answer & { explain: { table: string }[] }>(
      world,
      `/analytics/report?${query}`,
    );
    expect(explain.map(({ table }) => table)).toContainEqual(expect.stringContaining('closed_links_per_day_v1'));
    const rows = found.map(({ key, values }) => [Object.values(key)[0], values]);
    const values = Object.keys(tally(visits, valueOf)).map((value) => {
      const own = visits.filter((visit) => valueOf(visit) === value);
      const who = new Set(own.map((visit) => `${visit.who} ${Math.floor(visit.ts / DAY_MS)}`));
      return [value, { clicks: own.length, uniqueVisitors: who.size }];
    });
    expect([groupBy, Object.fromEntries(rows)]).toEqual([groupBy, Object.fromEntries(values)]);
  }
}
