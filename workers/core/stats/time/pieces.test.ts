import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, type Span, takeApart } from './pieces.ts';

const TODAY = Date.UTC(2026, 10, 21);
const START = Date.UTC(2025, 0, 1);
const HOURS = (TODAY + 40 * DAY_MS - START) / HOUR_MS;

const question = fc.record({
  borders: fc
    .uniqueArray(fc.integer({ min: 0, max: HOURS }), { minLength: 2, maxLength: 6 })
    .map((hours) => hours.toSorted((a, b) => a - b).map((hour) => START + hour * HOUR_MS)),
  isEndless: fc.boolean(),
  open: fc.uniqueArray(fc.integer({ min: 0, max: HOURS / 24 }), { maxLength: 4 }),
});

it('covers every hour of a question once, and no sum of days has one that is open, or one beside the question', () => {
  fc.assert(
    fc.property(question, ({ borders, isEndless, open }) => {
      const opened = new Set(open.map((day) => START + day * DAY_MS));
      const isOpen = (day: number) => day >= TODAY || opened.has(day);
      const asked = isEndless ? [...borders.slice(0, -1), Infinity] : borders;
      const pieces = takeApart(asked, isOpen, TODAY);
      const spans = Object.values(pieces)
        .flat()
        .toSorted((a: Span, b: Span) => a.from - b.from) as Span[];
      const touching = spans.map(({ to }, index) => to === (spans[index + 1]?.from ?? asked.at(-1)));
      expect([spans[0]?.from, touching.every(Boolean)]).toEqual([asked[0], true]);
      // One look at the days of all pieces: two thousand questions have a million of them.
      const summed = [...pieces.quarters, ...pieces.months, ...pieces.closed].flatMap(({ from, to }) =>
        Array.from({ length: (to - from) / DAY_MS }, (_, after) => from + after * DAY_MS),
      );
      expect(summed.filter(isOpen)).toEqual([]);
      for (const [months, sums] of [
        [3, pieces.quarters],
        [1, pieces.months],
      ] as const)
        for (const { from, to } of sums) {
          const isStart = (at: number) =>
            at === Date.UTC(new Date(at).getUTCFullYear(), new Date(at).getUTCMonth(), 1) &&
            new Date(at).getUTCMonth() % months === 0;
          // The current part ends with the days that can be closed: there is nothing else in it.
          expect([isStart(from), isStart(to) || to === TODAY]).toEqual([true, true]);
        }
    }),
    { numRuns: 2_000 },
  );
});

it('takes the current quarter up to today for a year that ends now', () => {
  const pieces = takeApart([Date.UTC(2025, 10, 1), Infinity], (day) => day >= TODAY, TODAY);
  expect(pieces).toEqual({
    quarters: [{ from: Date.UTC(2026, 0, 1), to: TODAY }],
    months: [{ from: Date.UTC(2025, 10, 1), to: Date.UTC(2026, 0, 1) }],
    closed: [],
    days: [{ from: TODAY, to: Infinity }],
    hours: [],
  });
});
