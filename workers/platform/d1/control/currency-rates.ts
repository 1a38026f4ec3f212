/** Rates of currencies from the control database, each read once in a while. */
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { Rate, Rates } from '#core/money/convert.ts';
import { currencyRates } from '../schema/control.ts';

/** A changed rate is used everywhere after this. */
const FRESH_MS = 60_000;
/** Codes have three letters: a caller who makes them up must not fill the memory. */
const MAX_REMEMBERED = 1_000;

/** To be kept for the life of an isolate. */
export function currencyRatesOf(control: D1Database, now: () => number): Rates {
  const remembered = new Map<string, { rate: Rate | undefined; until: number }>();
  return {
    async rateOf(currency) {
      const known = remembered.get(currency);
      if (known && known.until > now()) return known.rate;
      const rate = await drizzle(control)
        .select({ digits: currencyRates.digits, nanoUsd: currencyRates.nanoUsd })
        .from(currencyRates)
        .where(eq(currencyRates.currency, currency))
        .get();
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      remembered.set(currency, { rate, until: now() + FRESH_MS });
      return rate;
    },
  };
}
