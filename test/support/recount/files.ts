/** The recount of exported files, read back by readers of their own: what another program would see. */
import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { expect } from 'vitest';
import { humansOf } from './ask.ts';
import { countryOf, sums, tally } from './log.ts';
import type { World } from './world.ts';

export const FORMATS = ['csv', 'json', 'ndjson', 'parquet'] as const;
type Format = (typeof FORMATS)[number];
type Cells = Record<string, string | number>;

export async function reportFile(world: World, format: Format): Promise<void> {
  const rows = await file(
    world,
    '/analytics/report/export?interval=7d&groupBy=countries,devices&metrics=clicks',
    format,
  );
  const cells = sums(
    rows,
    ({ country, device }) => `${country} ${device}`,
    ({ clicks }) => Number(clicks),
  );
  expect(cells).toEqual(tally(humansOf(world), (visit) => `${countryOf(visit)} ${visit.person.device}`));
}

export async function eventFile(world: World, format: Format): Promise<void> {
  const rows = await file(world, '/events/export?interval=7d&country=BR&columns=eventId,clickId,linkId', format);
  const visits = humansOf(world).filter((visit) => countryOf(visit) === 'BR');
  expect(rows.filter(({ eventId, clickId }) => eventId !== clickId)).toEqual([]);
  expect(new Set(rows.map(({ eventId }) => eventId)).size).toBe(visits.length);
  expect(tally(rows, ({ linkId }) => String(linkId))).toEqual(tally(visits, ({ link }) => link.id));
}

export async function eventPages(world: World): Promise<void> {
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof eventsAfter>> = await eventsAfter(world, cursor);
    ids.push(...page.events.map(({ click_id: id }) => id));
    cursor = page.next;
  }
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBe(humansOf(world).filter((visit) => visit.link === world.links[0]).length);
}

async function file(world: World, path: string, format: Format): Promise<Cells[]> {
  const headers = { authorization: `Bearer ${world.tenant.token}` };
  const answer = await fetch(`${world.stack.apiUrl}${path}&format=${format}`, { headers });
  const rows = await readFile(answer, format);
  expect([answer.status, rows.length]).toEqual([200, Number(answer.headers.get('x-export-rows'))]);
  return rows;
}

async function eventsAfter(
  world: World,
  cursor: string,
): Promise<{ events: { click_id: string }[]; next: string | null }> {
  const path = `/events?interval=7d&limit=1000&linkId=${world.links[0]?.id}${cursor && `&cursor=${cursor}`}`;
  const headers = { authorization: `Bearer ${world.tenant.token}` };
  const answer = await fetch(world.stack.apiUrl + path, { headers });
  return { events: (await answer.json()) as { click_id: string }[], next: answer.headers.get('x-next-cursor') };
}

async function readFile(answer: Response, format: Format): Promise<Cells[]> {
  if (format === 'parquet') return (await parquetReadObjects({ file: await answer.arrayBuffer() })) as Cells[];
  const text = await answer.text();
  if (format === 'json') return JSON.parse(text) as Cells[];
  if (format === 'csv') return parse(text, { columns: true });
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Cells);
}
