import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readTallies, type Tallies, writeTallies } from './tally.ts';

const keys = fc.oneof(
  fc.string({ minLength: 1, unit: 'binary' }),
  fc.constantFrom('ws_"quoted"', 'ws_\\', 'ws_1 @2026-11-21'),
);
const tallies = fc
  .array(fc.tuple(keys, fc.array(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), { minLength: 1, maxLength: 6 })))
  .map((entries): Tallies => new Map(entries));

it('tallies are read back as they were written, and are JSON that SQLite can read', () => {
  fc.assert(
    fc.property(tallies, (written) => {
      const text = writeTallies(written);
      expect(readTallies(text)).toEqual(new Map(written));
      expect(JSON.parse(text)).toEqual(Object.fromEntries(written));
    }),
  );
});
