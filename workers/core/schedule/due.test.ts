import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CADENCES, nextDue, periodBefore } from './due.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const at = (text: string) => Date.parse(text);

describe('a scheduled report', () => {
  it.each([
    ['daily', 8, 'UTC', '2026-11-21T07:59:00Z', '2026-11-21T08:00:00.000Z'],
    ['daily', 8, 'UTC', '2026-11-21T08:00:00Z', '2026-11-22T08:00:00.000Z'],
    ['daily', 9, 'Asia/Kolkata', '2026-11-21T12:00:00Z', '2026-11-22T03:30:00.000Z'],
    ['weekly', 6, 'Europe/Zurich', '2026-11-21T12:00:00Z', '2026-11-23T05:00:00.000Z'],
    ['monthly', 0, 'America/New_York', '2026-11-21T12:00:00Z', '2026-12-01T05:00:00.000Z'],
    ['monthly', 7, 'UTC', '2026-12-31T12:00:00Z', '2027-01-01T07:00:00.000Z'],
    // Clocks skip from two to three.
    ['daily', 2, 'Europe/Zurich', '2026-03-28T12:00:00Z', '2026-03-29T01:00:00.000Z'],
  ] as const)('%s at %i in %s is due after %s at %s', (cadence, hour, zone, after, due) => {
    expect(iso(nextDue({ cadence, hour, zone }, at(after)))).toBe(due);
  });

  it('is about the whole period before', () => {
    const timing = { hour: 8, zone: 'Europe/Zurich' };
    const spanOf = (cadence: (typeof CADENCES)[number]) => {
      const { from, to } = periodBefore({ ...timing, cadence }, at('2026-04-06T06:00:00Z'));
      return [iso(from), iso(to)];
    };
    expect(spanOf('daily')).toEqual(['2026-04-04T22:00:00.000Z', '2026-04-05T22:00:00.000Z']);
    expect(spanOf('weekly')).toEqual(['2026-03-29T22:00:00.000Z', '2026-04-05T22:00:00.000Z']);
    expect(spanOf('monthly')).toEqual(['2026-02-28T23:00:00.000Z', '2026-03-31T22:00:00.000Z']);
  });

  it('leaves no period out and sends none twice, in any zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CADENCES),
        fc.integer({ min: 0, max: 23 }),
        fc.constantFrom('UTC', 'Europe/Zurich', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
        fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') }),
        (cadence, hour, zone, moment) => {
          const timing = { cadence, hour, zone };
          const due = nextDue(timing, moment);
          const next = nextDue(timing, due);
          expect(due).toBeGreaterThan(moment);
          expect(periodBefore(timing, next).from).toBe(periodBefore(timing, due).to);
        },
      ),
      { numRuns: 300 },
    );
  });
});
