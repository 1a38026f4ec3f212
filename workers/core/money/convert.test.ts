import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { convert, toUsdCents } from './convert.ts';

const EUR = { digits: 2, nanoUsd: 1_174_000_000 };
const rates = { rateOf: async (currency: string) => (currency === 'eur' ? EUR : undefined) };

it.each([
  ['euros', 1_000, EUR, 1_174],
  ['a currency without minor units', 1_000, { digits: 0, nanoUsd: 6_380_000 }, 638],
  ['a currency with three digits', 1_000, { digits: 3, nanoUsd: 3_254_000_000 }, 325],
  ['half a cent, upwards', 1, { digits: 2, nanoUsd: 500_000_000 }, 1],
  ['less than half a cent, to nothing', 1, { digits: 2, nanoUsd: 499_999_999 }, 0],
])('converts %s', (_, amount, rate, cents) => {
  expect(convert(amount, rate)).toBe(cents);
});

it('leaves dollars as they are, and refuses what has no rate', async () => {
  expect(await toUsdCents(rates, 12_345, 'usd')).toBe(12_345);
  expect(await toUsdCents(rates, 100, 'eur')).toBe(117);
  await expect(toUsdCents(rates, 100, 'xyz')).rejects.toThrow(/^currency: .*got "xyz"$/);
});

it('is exact where floating point is not: within half a cent of the true value, and never falling with the amount', () => {
  const rate = fc.record({ digits: fc.constantFrom(0, 2, 3), nanoUsd: fc.integer({ min: 1, max: 5_000_000_000 }) });
  fc.assert(
    fc.property(fc.nat(100_000_000_000), rate, (amount, each) => {
      const cents = BigInt(convert(amount, each));
      const unit = 10n ** BigInt(each.digits) * 1_000_000_000n;
      const error = cents * unit - BigInt(amount) * BigInt(each.nanoUsd) * 100n;
      expect(2n * (error < 0n ? -error : error)).toBeLessThanOrEqual(unit);
      expect(convert(amount + 1, each)).toBeGreaterThanOrEqual(convert(amount, each));
    }),
  );
});
