import { strFromU8, unzipSync } from 'fflate';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { fetchApi } from '../test-client.ts';
import { row, seedClicks, store } from './test-clicks.ts';

async function seedExports() {
  const seeded = await seedClicks();
  const file = (path: string): Promise<Response> =>
    fetchApi(path, { headers: { authorization: `Bearer ${seeded.tenant.token}` } });
  return { ...seeded, file };
}

type Row = Record<string, unknown>;

/** Every format says the same: read back as objects. CSV knows text alone. */
async function readBack(answer: Response, format: string): Promise<Row[]> {
  if (format === 'parquet') return parquetReadObjects({ file: await answer.arrayBuffer() });
  const text = await answer.text();
  if (format === 'json') return JSON.parse(text) as Row[];
  const lines = text.trimEnd().split(/\r?\n/);
  if (format === 'ndjson') return lines.map((line) => JSON.parse(line) as Row);
  const [head = '', ...rest] = lines.map((line) => line.replaceAll('"', ''));
  return rest.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(head.split(',').map((name, index) => [name, cells[index] ?? '']));
  });
}

describe('exported events', () => {
  it.each(['csv', 'json', 'ndjson', 'parquet'])(
    'are the same events in %s, announced by their number',
    async (format) => {
      const { file, one, two } = await seedExports();
      const answer = await file(
        `/events/export?interval=24h&format=${format}&columns=timestamp,linkId,country,device,saleAmount`,
      );
      expect([answer.status, answer.headers.get('x-export-rows')]).toEqual([200, '4']);
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="events.${format}"`);
      const rows = await readBack(answer, format);
      expect(
        rows.map(({ linkId, country, device, saleAmount }) => [linkId, country, device, Number(saleAmount)]),
      ).toEqual([
        [one.id, 'CH', 'Desktop', 0],
        [one.id, 'DE', 'Desktop', 0],
        [two.id, 'CH', 'Mobile', 0],
        [one.id, '', 'Desktop', 0],
      ]);
      expect(rows.map(({ timestamp }) => new Date(String(timestamp)).toISOString())).toEqual(
        rows.map(({ timestamp }) => timestamp),
      );
    },
  );

  it('know the filters, are nobody else’s, and hold nothing that a spreadsheet would run', async () => {
    const { file, tenant, one } = await seedExports();
    await store([row(tenant, one, 0, { utm_source: '=cmd()', country: 'FR' })]);
    const french = await readBack(
      await file('/events/export?interval=24h&country=FR&columns=country,utm_source'),
      'csv',
    );
    expect(french).toEqual([{ country: 'FR', utm_source: "'=cmd()" }]);
    const bots = await file('/events/export?classes=bot&format=json&columns=reason');
    expect(await bots.json()).toEqual([{ reason: 'ua:Googlebot' }]);
    const none = await file('/events/export?linkId=link_none&format=json');
    expect([none.headers.get('x-export-rows'), await none.json()]).toEqual(['0', []]);
    const stranger = await seedWorkspace();
    const theirs = await fetchApi('/events/export?interval=all&format=json', {
      headers: { authorization: `Bearer ${stranger.token}` },
    });
    expect(await theirs.json()).toEqual([]);
    expect((await file('/events/export?columns=password')).status).toBe(422);
    expect((await file('/events/export?format=xls')).status).toBe(422);
  });
});

describe('exported reports', () => {
  it.each(['csv', 'json', 'ndjson', 'parquet'])(
    'are tables in %s: keys, names, metrics, and the rest',
    async (format) => {
      const { file } = await seedExports();
      const answer = await file(
        `/analytics/report/export?interval=24h&groupBy=top_links&metrics=clicks,leadRate&limit=1&other=true&compare=previous&format=${format}`,
      );
      expect([answer.status, answer.headers.get('x-export-rows')]).toEqual([200, '2']);
      const [first, other] = await readBack(answer, format);
      expect(Object.keys(first ?? {})).toEqual([
        'linkId',
        'link',
        'clicks',
        'previous.clicks',
        'leadRate',
        'previous.leadRate',
      ]);
      expect([Number(first?.['clicks']), Number(other?.['clicks']), other?.['linkId']]).toEqual([3, 1, '(other)']);
      expect(String(first?.['link'])).toContain('/one');
    },
  );

  it('come as the field knows them: a zip of a CSV for each grouping', async () => {
    const { file } = await seedExports();
    const answer = await file('/analytics/export?interval=24h');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['timeseries.csv', 'countries.csv', 'top_links.csv']));
    const countries = strFromU8(files['countries.csv'] ?? new Uint8Array()).split('\r\n');
    expect(countries[0]).toBe('country,region,city,clicks,leads,sales,saleAmount,uniqueVisitors');
    expect(countries[1]).toMatch(/^CH,\*,\*,2,0,0,0,/);
  });
});
