import { describe, expect, it } from 'vitest';
import { parseRange } from './range.ts';

const NOW = Date.parse('2026-11-21T16:20:30Z');
const from = (query: Partial<Parameters<typeof parseRange>[0]>) => {
  const range = parseRange({ timezone: 'UTC', ...query }, NOW);
  return [
    new Date(range.from).toISOString(),
    range.unit,
    range.to === undefined ? 'now' : new Date(range.to).toISOString(),
  ];
};

describe('parseRange', () => {
  it.each([
    ['24h', '2026-11-20T16:00:00.000Z', 'hour'],
    ['7d', '2026-11-14T00:00:00.000Z', 'day'],
    ['30d', '2026-10-22T00:00:00.000Z', 'day'],
    ['90d', '2026-08-23T00:00:00.000Z', 'day'],
    ['1y', '2025-11-01T00:00:00.000Z', 'month'],
    ['mtd', '2026-11-01T00:00:00.000Z', 'day'],
    ['qtd', '2026-10-01T00:00:00.000Z', 'day'],
    ['ytd', '2026-01-01T00:00:00.000Z', 'month'],
    ['all', '1970-01-01T00:00:00.000Z', 'month'],
  ] as const)('begins %s at %s, by %s', (interval, start, unit) => {
    expect(from({ interval })).toEqual([start, unit, 'now']);
  });

  it('begins days where the asked zone begins them', () => {
    expect(from({ interval: '7d', timezone: 'Europe/Zurich' })[0]).toBe('2026-11-13T23:00:00.000Z');
    expect(from({ interval: 'ytd', timezone: 'America/New_York' })[0]).toBe('2026-01-01T05:00:00.000Z');
    expect(from({ interval: '7d', timezone: 'Nowhere' })[0]).toBe('2026-11-14T00:00:00.000Z');
  });

  it('takes explicit ranges as they are, and chooses the bucket by their length', () => {
    expect(from({ start: '2026-11-20', interval: '24h' })).toEqual(['2026-11-20T00:00:00.000Z', 'hour', 'now']);
    expect(from({ start: '2026-11-01T10:17:00Z', end: '2026-11-11' })).toEqual([
      '2026-11-01T10:17:00.000Z',
      'day',
      '2026-11-11T00:00:00.000Z',
    ]);
    expect(from({ start: '2025-01-01' })[1]).toBe('month');
    expect(from({ start: '2026-11-20', end: '2099-01-01' })[2]).toBe('now');
    expect(() => from({ start: '2026-11-20', end: '2026-11-20' })).toThrow(/^end: /);
    expect(() => from({ start: 'yesterday-ish' })).toThrow(/^start: /);
  });

  it('takes the bucket that is asked for, and begins presets with a whole one', () => {
    expect(from({ interval: '24h', granularity: 'minute' }).slice(0, 2)).toEqual([
      '2026-11-20T16:20:00.000Z',
      'minute',
    ]);
    expect(from({ interval: '30d', granularity: 'week' }).slice(0, 2)).toEqual(['2026-10-19T00:00:00.000Z', 'week']);
    expect(from({ interval: 'all', granularity: 'week' }).slice(0, 2)).toEqual(['1970-01-01T00:00:00.000Z', 'week']);
    expect(() => from({ interval: '30d', granularity: 'minute' })).toThrow(/^granularity: makes more than/);
    expect(() => from({ interval: 'all', granularity: 'day' })).toThrow(/^granularity: /);
  });

  it('is thirty days when nothing is asked', () => {
    expect(from({})).toEqual(from({ interval: '30d' }));
  });
});
