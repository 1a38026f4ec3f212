/** Rates of currencies from the control database, each read once in a while. */
import { asc, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import type { Rate, Rates } from '#core/money/convert.ts';
import type { RateTable } from '#core/money/refresh.ts';
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

const DATED = `UPDATE currency_rates SET as_of = ?1`;
const UPDATE = `UPDATE currency_rates SET nano_usd = (SELECT value ->> 'nanoUsd' FROM json_each(?1) WHERE value ->> 'currency' = currency_rates.currency)
WHERE currency IN (SELECT value ->> 'currency' FROM json_each(?1))`;

/** All rates, for the job that refreshes them. */
export class D1RateTable implements RateTable {
  readonly #control: D1Database;

  constructor(control: D1Database) {
    this.#control = control;
  }

  async all(): Promise<{ rates: Map<string, Rate>; oldest: string }> {
    const db = drizzle(this.#control);
    const rows = await db.select().from(currencyRates).orderBy(asc(currencyRates.asOf)).all();
    return {
      rates: new Map(rows.map(({ currency, digits, nanoUsd }) => [currency, { digits, nanoUsd }])),
      oldest: rows[0]?.asOf ?? '',
    };
  }

  /** `day`: when they were looked at, also those that stay as they are. */
  async write(rates: { currency: string; nanoUsd: number }[], day: string): Promise<void> {
    await this.#control.batch([
      this.#control.prepare(UPDATE).bind(JSON.stringify(rates)),
      this.#control.prepare(DATED).bind(day),
    ]);
  }
}
