/** Rates of currencies as most services publish them: `{"base": "EUR", "rates": {"USD": 1.17, …}}`, units of each for one of the base. */
import { z } from 'zod';
import type { RateSource } from '#core/money/refresh.ts';

const TIMEOUT_MS = 10_000;

const answerSchema = z.object({
  base: z.string().length(3),
  rates: z.record(z.string().length(3), z.number().positive()),
});

/** @param url from the configuration, never from input; it may hold a key. */
export function publishedRates(url: string): RateSource {
  return {
    async usdPerUnit() {
      const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!response.ok) throw new Error(`The service that publishes rates answered ${response.status}`);
      const { base, rates } = answerSchema.parse(await response.json());
      const perBase = new Map(
        Object.entries({ ...rates, [base]: 1 }).map(([code, rate]) => [code.toLowerCase(), rate]),
      );
      const usd = perBase.get('usd');
      if (usd === undefined) throw new Error('The service that publishes rates has none for USD');
      return new Map([...perBase].map(([code, rate]) => [code, usd / rate]));
    },
  };
}
