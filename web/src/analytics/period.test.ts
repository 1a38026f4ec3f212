import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, periodBetween, periodQuery, reachesNow, unitOf, unitsFor, withPeriod, zoomedOut } from './period.ts';
import { type AnalyticsSearch, endOf, parseAnalyticsSearch, startOf } from './search.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOON = new Date('2026-11-21T12:00').getTime();

describe('a period', () => {
  it('counts its last day whole', () => {
    const { start = '', end = '' } = periodQuery({ from: '2026-11-01', to: '2026-11-02' });
    expect((Date.parse(end) - Date.parse(start)) / DAY_MS).toBe(2);
  });

  it.each<[AnalyticsSearch, string]>([
    [{}, 'day'],
    [{ range: '24h' }, 'hour'],
    [{ range: '1y' }, 'week'],
    [{ range: 'all' }, 'month'],
    [{ from: '2026-11-02', to: '2026-11-02' }, 'hour'],
    [{ from: '2026-11-02T10:00', to: '2026-11-02T12:00' }, 'minute'],
    [{ range: '1y', by: 'month' }, 'month'],
  ])('%j is cut by %s', (search, unit) => {
    expect(unitOf(search)).toBe(unit);
  });

  it('is never cut into what it cannot be: the choice is offered', () => {
    for (const search of [
      { range: '24h', by: 'month' },
      { range: '1y', by: 'minute' },
    ] as AnalyticsSearch[]) {
      expect(unitsFor(search)).not.toContain(search.by);
      expect(unitsFor(search)).toContain(unitOf(search));
    }
  });

  it('that ends today is still open, one that ended yesterday is not', () => {
    expect(reachesNow({ from: '2026-11-01', to: '2026-11-21' }, NOON)).toBe(true);
    expect(reachesNow({ from: '2026-11-01', to: '2026-11-20' }, NOON)).toBe(false);
  });
});

describe('zooming', () => {
  it('into whole days is a period of days, into hours one of minutes', () => {
    const midnight = startOf('2026-11-20');
    expect(periodBetween(midnight, midnight + 2 * DAY_MS)).toEqual({ from: '2026-11-20', to: '2026-11-21' });
    expect(periodBetween(midnight + HOUR_MS, midnight + 3 * HOUR_MS)).toEqual({
      from: '2026-11-20T01:00',
      to: '2026-11-20T03:00',
    });
  });

  it('in and reading the address again is the same stretch, to the minute', () => {
    const minutes = fc.integer({ min: 0, max: 400 * 24 * 60 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 40 * 24 * 60 }), (ago, length) => {
        const start = startOf('2025-10-01') + ago * 60_000;
        const end = start + length * 60_000;
        const read = parseAnalyticsSearch({ ...periodBetween(start, end) });
        expect([startOf(read.from ?? ''), endOf(read.to ?? '')]).toEqual([start, end]);
      }),
    );
  });

  it('out holds what was seen, is longer, and never reaches past now by more than today', () => {
    const before = withPeriod({ country: 'DE' }, { from: '2026-11-10', to: '2026-11-12' });
    const after = zoomedOut(before, NOON);
    expect(after).toMatchObject({ country: 'DE' });
    expect(startOf(after.from ?? '')).toBeLessThan(startOf('2026-11-10'));
    expect(endOf(after.to ?? '')).toBeGreaterThan(endOf('2026-11-12'));
    const recent = zoomedOut(withPeriod({}, { from: '2026-11-20', to: dayOf(NOON) }), NOON);
    expect(recent.to).toBe(dayOf(NOON));
  });

  it('out of presets climbs to the longest and stays there', () => {
    let search: AnalyticsSearch = { range: '24h' };
    const climbed = Array.from({ length: 6 }, () => {
      search = zoomedOut(search, NOON);
      return search.range ?? '30d';
    });
    expect(climbed).toEqual(['7d', '30d', '90d', '1y', 'all', 'all']);
  });
});
