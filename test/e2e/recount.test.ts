/**
 * An independent recount: a known log of 50 000 visits, a few thousand through the edge and the rest as the messages that the edge
 * writes, and every report compared with plain arithmetic over the log. Nothing of the planner is used to compute what is expected.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  folderOf,
  host,
  humansOf,
  pastHours,
  report,
  reported,
  type Row,
  tagsOf,
  trigger,
  utm,
  within,
} from '../support/recount/ask.ts';
import { closePastDays, oneLink } from '../support/recount/closed.ts';
import * as files from '../support/recount/files.ts';
import { countryOf, isHuman, type Logged, sums, tally } from '../support/recount/log.ts';
import * as reports from '../support/recount/reports.ts';
import { makeWorld, SPAN_HOURS, STORED_DEADLINE_MS, type World } from '../support/recount/world.ts';

let world: World;

beforeAll(async () => {
  world = await makeWorld();
}, 2 * STORED_DEADLINE_MS);
afterAll(() => world?.stack.stop());

describe('every breakdown of the log', () => {
  it.each<[string, string, (visit: Logged) => string]>([
    ['countries', 'country', countryOf],
    ['continents', 'continent', (visit) => visit.person.visitor.continent],
    ['cities', 'city', (visit) => visit.person.visitor.city],
    ['devices', 'device', (visit) => visit.person.device],
    ['browsers', 'browser', (visit) => visit.person.browser],
    ['os', 'os', (visit) => visit.person.os],
    ['os_versions', 'os_version', (visit) => visit.person.osVersion],
    ['languages', 'language', (visit) => visit.language || 'Unknown'],
    ['triggers', 'trigger', trigger],
    ['referers', 'referer', (visit) => host(visit.referer)],
    ['top_links', 'id', (visit) => visit.link.id],
    ['top_urls', 'url', (visit) => visit.link.url],
    ['top_base_urls', 'url', (visit) => visit.link.url.split('?')[0] ?? ''],
    ['top_domains', 'domain', (visit) => visit.link.domain],
    ['top_folders', 'folderId', (visit) => folderOf(world, visit)],
    ['utm_sources', 'utm_source', utm],
  ])('by %s is what plain counting gives', async (groupBy, key, by) => {
    expect(await reported(world, groupBy, key)).toEqual(tally(humansOf(world), by));
  });

  it('by tag counts a click under each tag of its link', async () => {
    const tagged = humansOf(world).flatMap((visit) => tagsOf(world, visit).map((tag) => String(world.tags[tag])));
    expect(await reported(world, 'top_link_tags', 'tagId')).toEqual(tally(tagged, (tag) => tag));
  });

  it('by referring page leaves out who came directly', async () => {
    const referred = humansOf(world).filter((visit) => visit.referer !== '');
    expect(await reported(world, 'referer_urls', 'refererUrl')).toEqual(tally(referred, (visit) => visit.referer));
  });
});

describe('hits that are not of people', () => {
  it('are kept under their class', async () => {
    expect(await reported(world, 'classes', 'class', '&classes=all')).toEqual(
      tally(world.log, (visit) => visit.person.class),
    );
  });

  it.each<[string, (visit: Logged) => boolean]>([
    ['', isHuman],
    ['&include=bot', () => true],
    ['&include=all', () => true],
    ['&include=preview', isHuman],
    ['&classes=bot', (visit) => !isHuman(visit)],
  ])('count in every breakdown as the toggle "%s" says', async (toggle, keeps) => {
    const kept = world.log.filter(keeps);
    expect(await reported(world, 'countries', 'country', toggle)).toEqual(tally(kept, countryOf));
    expect(await reported(world, 'top_links', 'id', toggle)).toEqual(tally(kept, ({ link }) => link.id));
  });
});

describe('every filter', () => {
  it.each<[string, (visit: Logged) => boolean]>([
    ['country=JP', (visit) => countryOf(visit) === 'JP'],
    ['country=-jp,br', (visit) => !['JP', 'BR'].includes(countryOf(visit))],
    ['device=mobile&trigger=qr', (visit) => visit.person.device === 'Mobile' && visit.qr],
    ['referer=~NEWS', (visit) => visit.referer.includes('news')],
    ['url=-~p1', (visit) => !visit.link.url.includes('p1')],
    [
      'os=windows,ios&referer=(direct)&language=de-de',
      (visit) => ['Windows', 'iOS'].includes(visit.person.os) && visit.referer === '' && visit.language === 'de-DE',
    ],
    ['folderId={autumn}', (visit) => world.labels[visit.link.id]?.folder === 'autumn'],
    ['folderId=unsorted', (visit) => world.labels[visit.link.id]?.folder === ''],
    ['tagId={red},{blue}', (visit) => tagsOf(world, visit).length > 0],
    [
      'tagId={red}&folderId={spring}&country=DE',
      (visit) => folderOf(world, visit) === world.folders['spring'] && countryOf(visit) === 'DE',
    ],
  ])('%s counts what it names', async (filter, keeps) => {
    const named = filter.replaceAll(/\{(\w+)\}/g, (_, name: string) => world.folders[name] ?? world.tags[name] ?? '');
    const kept = humansOf(world).filter(keeps);
    expect((await ask<Row>(world, `/analytics?interval=7d&${encodeURI(named)}`)).clicks).toBe(kept.length);
    const countries = await reported(world, 'countries', 'country', `&${encodeURI(named)}`);
    expect(countries).toEqual(tally(kept, countryOf));
  });

  it('can be kept as a segment, which the question itself outdoes', async () => {
    const filters = { country: '-JP', trigger: 'link', folderId: String(world.folders['autumn']) };
    const { body } = await world.stack.api(world.tenant)<{ id: string }>('POST', '/segments', { name: 'x', filters });
    const autumn = humansOf(world).filter((visit) => folderOf(world, visit) === world.folders['autumn'] && !visit.qr);
    const elsewhere = autumn.filter((visit) => countryOf(visit) !== 'JP');
    expect(await reported(world, 'devices', 'device', `&segmentId=${body.id}`)).toEqual(
      tally(elsewhere, ({ person }) => person.device),
    );
    const tokyo = autumn.filter((visit) => countryOf(visit) === 'JP').length;
    expect((await ask<Row>(world, `/analytics?interval=7d&segmentId=${body.id}&country=JP`)).clicks).toBe(tokyo);
  });
});

describe('time', () => {
  const ZONES = ['UTC', 'Europe/Zurich', 'America/New_York', 'Asia/Kolkata', 'Asia/Kathmandu'];

  it.each(ZONES)('is cut into days as clocks in %s do', async (zone) => {
    const rows = await ask<(Row & { start: string })[]>(
      world,
      `/analytics?interval=7d&groupBy=timeseries&timezone=${zone}`,
    );
    const local = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
    const days = Object.fromEntries(
      rows.filter(({ clicks }) => clicks > 0).map((row) => [row.start.slice(0, 10), row.clicks]),
    );
    expect(days).toEqual(tally(humansOf(world), (visit) => local.format(visit.ts)));
  });

  it.each(ZONES)('is cut into hours, and into hours of the week, as clocks in %s do', async (zone) => {
    const { from, to, query } = pastHours(world, SPAN_HOURS);
    const visits = within(world, from, to);
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      hour: 'numeric',
      minute: 'numeric',
    });
    const partsOf = (ts: number) => Object.fromEntries(clock.formatToParts(ts).map(({ type, value }) => [type, value]));
    const hours = await report(world, `${query}&groupBy=timeseries&granularity=hour&metrics=clicks&timezone=${zone}`);
    const byStart = sums(
      hours.rows,
      ({ key }) => String(Date.parse(key['start'] ?? '')),
      ({ values }) => values['clicks'] ?? 0,
    );
    const seen = Object.fromEntries(Object.entries(byStart).filter(([, clicks]) => clicks > 0));
    expect(seen).toEqual(tally(visits, ({ ts }) => String(startOfHour(ts, Number(partsOf(ts)['minute'])))));
    const week = await report(world, `${query}&groupBy=heatmap&metrics=clicks&timezone=${zone}`);
    const DAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
    const slots = week.rows.filter(({ values }) => values['clicks'] !== 0);
    expect(
      Object.fromEntries(
        slots.map(({ key, values }) => [`${DAYS[Number(key['weekday'])]} ${key['hour']}`, values['clicks']]),
      ),
    ).toEqual(tally(visits, ({ ts }) => `${partsOf(ts)['weekday']} ${Number(partsOf(ts)['hour'])}`));
  });
});

/** By the clock on the wall, also of the hour that the range's beginning cuts. */
function startOfHour(ts: number, minute: number): number {
  return ts - (ts % 60_000) - minute * 60_000;
}

describe('a report', () => {
  it('of two dimensions, with the others and the total, adds up', () => reports.dimensionsAddUp(world));
  it('is a series for each value, and one dimension within another', () => reports.dimensionsWithinAnother(world));
  it('shows the largest, and the others as one row', () => reports.othersAreOneRow(world));
  it('is compared with the time of equal length before', () => reports.comparedWithBefore(world));
  it('counts every visitor once a day, and tells who came back from who came once', () => reports.visitorsOnce(world));
  it('counts leads, sales and what they brought, under the click they came by', () =>
    reports.conversionsUnderClicks(world));
  it('tells what was asked for in vain, and counts none of it as a click', () => reports.orphansAreNoClicks(world));
});

describe('once days are closed', () => {
  beforeAll(() => closePastDays(world), STORED_DEADLINE_MS);

  it('a breakdown of one link is what plain counting gives', () => oneLink(world));
});

describe('a file', () => {
  it.each(files.FORMATS)('of a report, in %s, holds the figures of the report', (format) =>
    files.reportFile(world, format),
  );
  it.each(files.FORMATS)('of events, in %s, holds each of them once', (format) => files.eventFile(world, format));
  it('is not needed to see every event: pages hold each once', () => files.eventPages(world));
});
