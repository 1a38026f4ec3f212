import { describe, expect, it } from 'vitest';
import type { Report } from '#core/stats/report/wire.ts';
import { seedClicks } from './test-clicks.ts';

/** The first link is in a folder and has two tags, the second has one of them. */
async function seedLabels() {
  const seeded = await seedClicks();
  const { call, one, two } = seeded;
  const made = async (path: string, body: object) => (await call<{ id: string }>('POST', path, body)).body.id;
  const folder = await made('/folders', { name: 'Spring' });
  const [red, blue] = [await made('/tags', { name: 'red' }), await made('/tags', { name: 'blue' })];
  expect((await call('PATCH', `/links/${one.id}`, { folderId: folder, tagIds: [red, blue] })).status).toBe(200);
  expect((await call('PATCH', `/links/${two.id}`, { tagIds: [blue] })).status).toBe(200);
  const list = async (query: string) =>
    (await call<Record<string, unknown>[]>('GET', `/analytics?interval=24h&${query}`)).body;
  return { ...seeded, folder, red, blue, list };
}

describe('reports by what links carry', () => {
  it('count each folder, with the links that are in none, and each tag a link has', async () => {
    const { list, folder, red, blue } = await seedLabels();
    expect(await list('groupBy=top_folders')).toEqual([
      expect.objectContaining({
        folderId: folder,
        folder: { id: folder, name: 'Spring' },
        clicks: 3,
        uniqueVisitors: 2,
      }),
      expect.objectContaining({ folderId: 'unsorted', clicks: 1 }),
    ]);
    expect(await list('groupBy=top_link_tags')).toEqual([
      expect.objectContaining({ tagId: blue, tag: expect.objectContaining({ name: 'blue' }), clicks: 4 }),
      expect.objectContaining({ tagId: red, clicks: 3 }),
    ]);
  });

  it('name them in reports, with what the limit leaves out', async () => {
    const { call, folder, blue } = await seedLabels();
    const report = async (query: string) => (await call<Report>('GET', `/analytics/report?interval=24h&${query}`)).body;
    const folders = await report('groupBy=top_folders&metrics=clicks,botHits&limit=1&other=true');
    expect(folders.rows).toEqual([{ key: { folderId: folder }, values: { clicks: 3, botHits: 0 }, previous: null }]);
    expect([folders.other?.values, folders.labels[folder]?.name]).toEqual([{ clicks: 1, botHits: 1 }, 'Spring']);
    const series = await report('groupBy=timeseries,top_link_tags&metrics=clicks&limit=1');
    expect(new Set(series.rows.map(({ key }) => key['tagId']))).toEqual(new Set([blue]));
    expect(series.rows.reduce((sum, { values }) => sum + (values['clicks'] ?? 0), 0)).toBe(4);
    expect((await call('GET', '/analytics/report?groupBy=top_folders,top_link_tags')).status).toBe(422);
  });

  it('narrow every report, by themselves or in a segment', async () => {
    const { call, folder, red, blue } = await seedLabels();
    const countries = async (query: string) =>
      (await call<{ clicks: number }[]>('GET', `/analytics?interval=24h&groupBy=countries&${query}`)).body.reduce(
        (sum, { clicks }) => sum + clicks,
        0,
      );
    expect([await countries(`tagId=${red}`), await countries(`tagIds=${red},${blue}`)]).toEqual([3, 4]);
    expect([await countries(`folderId=${folder}`), await countries('folderId=unsorted')]).toEqual([3, 1]);
    const { body: segment } = await call<{ id: string }>('POST', '/segments', {
      name: 'Spring only',
      filters: { folderId: folder, tagId: red },
    });
    expect(await countries(`segmentId=${segment.id}`)).toBe(3);
    expect((await call<unknown[]>('GET', `/events?interval=24h&segmentId=${segment.id}`)).body).toHaveLength(3);
  });
});
