import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketStarts, type BucketUnit, startOfBucket, zonedIso } from './buckets.ts';
import { knownZone, momentOf, offsetMs } from './zone.ts';

const ZONES = [
  'UTC',
  'Europe/Zurich',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Pacific/Apia',
];
const moment = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2030, 0, 1) });
const zone = fc.constantFrom(...ZONES);

describe('startOfBucket', () => {
  it('is at or before the moment, and its own start', () => {
    fc.assert(
      fc.property(moment, zone, fc.constantFrom<BucketUnit>('minute', 'hour', 'day', 'month'), (ms, name, unit) => {
        const start = startOfBucket(ms, unit, name);
        expect(start).toBeLessThanOrEqual(ms);
        expect(startOfBucket(start, unit, name)).toBe(start);
      }),
    );
  });

  it('begins days and months at local midnight, or where a clock change skips it', () => {
    fc.assert(
      fc.property(moment, zone, (ms, name) => {
        const start = startOfBucket(ms, 'day', name);
        const local = (at: number) =>
          new Intl.DateTimeFormat('en-CA', { timeZone: name, dateStyle: 'short' }).format(at);
        expect(local(start)).toBe(local(ms));
        expect(local(start - 1)).not.toBe(local(ms));
      }),
    );
  });

  it.each([
    ['Europe/Zurich', '2026-03-29T12:00:00Z', '2026-03-28T23:00:00.000Z'],
    ['Europe/Zurich', '2026-10-25T12:00:00Z', '2026-10-24T22:00:00.000Z'],
    ['Asia/Kathmandu', '2026-05-05T12:00:00Z', '2026-05-04T18:15:00.000Z'],
    ['America/Sao_Paulo', '2018-11-04T12:00:00Z', '2018-11-04T03:00:00.000Z'],
  ])('%s on %s begins at %s', (name, at, start) => {
    expect(new Date(startOfBucket(Date.parse(at), 'day', name)).toISOString()).toBe(start);
  });
});

it('begins weeks on Monday, wherever the clocks change', () => {
  fc.assert(
    fc.property(moment, zone, (ms, name) => {
      const start = startOfBucket(ms, 'week', name);
      expect(start).toBeLessThanOrEqual(ms);
      expect(startOfBucket(start, 'week', name)).toBe(start);
      expect(new Intl.DateTimeFormat('en', { timeZone: name, weekday: 'short' }).format(start)).toBe('Mon');
      expect(ms - start).toBeLessThan(7 * 86_400_000 + 2 * 3_600_000);
    }),
  );
});

describe('bucketStarts', () => {
  it('covers a range without gap or overlap, whatever the clock does', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 60 }), zone, (from, days, name) => {
        const to = from + days * 86_400_000;
        const starts = bucketStarts(from, to, 'day', name);
        expect(starts[0]).toBeLessThanOrEqual(from);
        for (let at = from; at < to; at += 7_200_000) expect(starts).toContain(startOfBucket(at, 'day', name));
        for (const [index, start] of starts.entries())
          if (index > 0) expect(start - (starts[index - 1] ?? 0)).toBeGreaterThanOrEqual(22 * 3_600_000);
      }),
      { numRuns: 50 },
    );
  });

  it('has 23 and 25 hours on the days the clocks change', () => {
    const day = (date: string) =>
      bucketStarts(
        momentOf(Date.parse(`${date}T00:00:00Z`), 'Europe/Zurich'),
        momentOf(Date.parse(`${date}T00:00:00Z`) + 86_400_000, 'Europe/Zurich'),
        'hour',
        'Europe/Zurich',
      );
    expect(day('2026-03-29')).toHaveLength(23);
    expect(day('2026-10-25')).toHaveLength(25);
    expect(day('2026-06-01')).toHaveLength(24);
  });
});

describe('zones', () => {
  it('write the offset of their own moment', () => {
    expect(zonedIso(Date.UTC(2026, 0, 1), 'Europe/Zurich')).toBe('2026-01-01T01:00:00.000+01:00');
    expect(zonedIso(Date.UTC(2026, 6, 1), 'America/New_York')).toBe('2026-06-30T20:00:00.000-04:00');
    expect(zonedIso(Date.UTC(2026, 6, 1), 'UTC')).toBe('2026-07-01T00:00:00.000Z');
    fc.assert(
      fc.property(moment, zone, (ms, name) => {
        expect(Date.parse(zonedIso(ms, name))).toBe(ms);
      }),
    );
  });

  it('count as UTC when nobody knows them', () => {
    expect(knownZone('Mars/Base')).toBe('UTC');
    expect(offsetMs(Date.UTC(2026, 0, 1), 'Asia/Kolkata')).toBe(5.5 * 3_600_000);
  });
});
