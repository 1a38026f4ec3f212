/** What the recount asks the api, and how it names what it has counted itself. */
import { expect } from 'vitest';
import { isHuman, type Logged } from './log.ts';
import { HOUR_MS, THROUGH_EDGE, type World } from './world.ts';

export const humansOf = ({ log }: World): Logged[] => log.filter(isHuman);

export async function ask<Body>(world: World, path: string): Promise<Body> {
  const { status, body } = await world.stack.api(world.tenant)<Body>('GET', path);
  expect([path, status]).toEqual([path, 200]);
  return body;
}

export type Row = Record<string, unknown> & { clicks: number };

export async function reported(world: World, groupBy: string, key: string, more = ''): Promise<Record<string, number>> {
  const rows = await ask<Row[]>(world, `/analytics?interval=7d&groupBy=${groupBy}${more}`);
  return Object.fromEntries(rows.map((row) => [String(row[key]), row.clicks]));
}

export interface Answer {
  rows: { key: Record<string, string>; values: Record<string, number>; previous: Record<string, number> | null }[];
  other: { values: Record<string, number> };
  total: { values: Record<string, number>; previous: Record<string, number> | null };
}
export const report = (world: World, query: string) => ask<Answer>(world, `/analytics/report?${query}`);

/** One metric of each row, by the values it is about. */
export const cellsOf = ({ rows }: Answer, metric: string, period: 'values' | 'previous' = 'values') =>
  Object.fromEntries(
    rows.map((row) => [Object.values(row.key).join(' '), row[period]?.[metric]]).filter(([, count]) => count !== 0),
  );

/** The whole hours before the first visit through the edge: nothing in them is still arriving. */
export function pastHours({ log }: World, count: number): { from: number; to: number; query: string } {
  const to = Math.floor(Math.min(...log.slice(0, THROUGH_EDGE).map(({ ts }) => ts)) / HOUR_MS) * HOUR_MS;
  const from = to - count * HOUR_MS;
  return { from, to, query: `start=${new Date(from).toISOString()}&end=${new Date(to).toISOString()}` };
}
export const within = (world: World, from: number, to: number) =>
  humansOf(world).filter(({ ts }) => ts >= from && ts < to);

export const host = (referer: string) => (referer === '' ? '(direct)' : new URL(referer).hostname);
export const utm = (visit: Logged) => new URL(visit.link.url).searchParams.get('utm_source') ?? '';
export const trigger = (visit: Logged) => (visit.qr ? 'qr' : 'link');
export const folderOf = (world: World, visit: Logged) =>
  world.folders[world.labels[visit.link.id]?.folder ?? ''] ?? 'unsorted';
export const tagsOf = (world: World, visit: Logged) => world.labels[visit.link.id]?.tags ?? [];
