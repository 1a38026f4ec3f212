import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketStarts } from './buckets.ts';
import { previousRange } from './previous.ts';
import { parseRange } from './range.ts';

const NOW = Date.parse('2026-11-21T16:20:30Z');
const before = (query: Partial<Parameters<typeof parseRange>[0]>, now = NOW) => {
  const range = previousRange(parseRange({ timezone: 'UTC', ...query }, now), query.interval, now);
  return [new Date(range.from).toISOString(), new Date(range.to).toISOString()];
};

describe('previousRange', () => {
  it.each([
    ['24h', '2026-11-19T15:00:00.000Z', '2026-11-20T15:20:30.000Z'],
    ['7d', '2026-11-06T00:00:00.000Z', '2026-11-13T16:20:30.000Z'],
    ['mtd', '2026-10-01T00:00:00.000Z', '2026-10-21T16:20:30.000Z'],
    ['qtd', '2026-07-01T00:00:00.000Z', '2026-08-21T16:20:30.000Z'],
    ['ytd', '2025-01-01T00:00:00.000Z', '2025-11-21T16:20:30.000Z'],
  ] as const)('of %s is %s to %s', (interval, from, to) => {
    expect(before({ interval })).toEqual([from, to]);
  });

  it('keeps to the clock on the wall, and to shorter months', () => {
    expect(
      before({ start: '2026-03-29T00:00:00+01:00', end: '2026-04-03T00:00:00+02:00', timezone: 'Europe/Zurich' }),
    ).toEqual(['2026-03-23T23:00:00.000Z', '2026-03-28T23:00:00.000Z']);
    expect(before({ interval: 'mtd' }, Date.parse('2026-03-31T10:00:00Z'))).toEqual([
      '2026-02-01T00:00:00.000Z',
      '2026-02-28T10:00:00.000Z',
    ]);
  });

  it('never reaches into the range, and has a bucket for each of its buckets', () => {
    const moment = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });
    const zone = fc.constantFrom('UTC', 'Europe/Zurich', 'Asia/Kolkata', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(moment, fc.constantFrom('24h', '7d', '30d', '1y', 'mtd', 'ytd'), zone, (now, interval, timezone) => {
        const range = parseRange({ interval, timezone }, now);
        const { from, to } = previousRange(range, interval, now);
        expect(to).toBeLessThanOrEqual(range.from);
        // In the very millisecond that a month begins nothing of it has passed, nor of its counterpart.
        expect(from < to).toBe(range.from < now);
        if (range.unit !== 'hour' && (interval === '7d' || interval === '30d'))
          expect(bucketStarts(from, to, range.unit, timezone)).toHaveLength(
            bucketStarts(range.from, now, range.unit, timezone).length,
          );
      }),
      { numRuns: 200 },
    );
  });
});
