import { expect, it } from 'vitest';
import { enrich } from '#core/enrich/enrich.ts';
import { isUuid } from '#core/id/uuidv7.ts';
import { capturedFrom } from './captured.ts';
import { createRandom, Weighted } from './random.ts';
import { makeVisits, type SeedLink, type Visit } from './visits.ts';

const links: SeedLink[] = ['a', 'b', 'c', 'd'].map((key) => ({
  id: `link_${key}`,
  domain: 'localhost',
  key,
  url: 'https://example.com/',
}));
const span = { untilMs: Date.UTC(2026, 10, 21, 15), days: 10 };

function take(count: number, seed = 'seed'): Visit[] {
  const visits = makeVisits(createRandom(seed), links, span, count);
  return Array.from({ length: count }, () => visits.next().value as Visit);
}

it('makes the same traffic from the same seed and other traffic from another', () => {
  expect(take(200)).toEqual(take(200));
  expect(take(200)).not.toEqual(take(200, 'other'));
});

it('keeps every visit inside the span', () => {
  const times = take(3000).map(({ ts }) => ts);
  expect(Math.max(...times)).toBeLessThanOrEqual(span.untilMs);
  expect(Math.min(...times)).toBeGreaterThan(span.untilMs - span.days * 86_400_000);
});

it('makes exactly as many as asked, oldest day first, with one evening that stands out', () => {
  for (const days of [0, 1, 2, 45]) {
    for (const total of [0, 1, 999]) {
      expect([...makeVisits(createRandom('x'), links, { ...span, days }, total)]).toHaveLength(total);
    }
  }
  const perDay = new Map<number, number>();
  for (const { ts } of makeVisits(createRandom('x'), links, { ...span, days: 45 }, 5000))
    perDay.set(Math.floor(ts / 86_400_000), (perDay.get(Math.floor(ts / 86_400_000)) ?? 0) + 1);
  expect([...perDay.keys()]).toEqual([...perDay.keys()].toSorted((a, b) => a - b));
  const counts = [...perDay.values()].toSorted((a, b) => b - a);
  expect(counts[0]).toBeGreaterThan((counts[1] ?? 0) * 1.3);
});

it('looks like the world: many countries, a favourite link, some bots', () => {
  const visits = take(3000);
  const count = (test: (visit: Visit) => boolean): number => visits.filter(test).length;
  expect(new Set(visits.map(({ place }) => place.country)).size).toBeGreaterThan(15);
  expect(count(({ isScan }) => isScan)).toBeGreaterThan(60);
  expect(count(({ isScan, ua }) => isScan && !/iPhone|Android/.test(ua))).toBe(0);
  expect(count(({ link }) => link.key === 'a')).toBeGreaterThan(count(({ link }) => link.key === 'd') * 2);
  expect(count(({ ua }) => !ua.startsWith('Mozilla/5.0 (') || /bot/i.test(ua))).toBeGreaterThan(100);
});

it('captures events that the pipeline accepts', () => {
  const random = createRandom('ids');
  for (const visit of take(300)) {
    const event = capturedFrom(visit, 'ws_1', random);
    expect(isUuid(event.id)).toBe(true);
    expect(enrich(event, span.untilMs)).toHaveProperty('row.workspace_id', 'ws_1');
  }
});

it('picks by weight', () => {
  const random = createRandom('weights');
  const choice = new Weighted([
    ['often', 9],
    ['seldom', 1],
  ]);
  const often = Array.from({ length: 2000 }, () => choice.pick(random)).filter((name) => name === 'often').length;
  expect(often).toBeGreaterThan(1700);
  expect(often).toBeLessThan(1900);
});
