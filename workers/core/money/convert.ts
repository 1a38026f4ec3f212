/** Amounts of any currency as cents of USD: whole numbers in, whole numbers out. */
import { refusal } from '../error/refuse.ts';

export interface Rate {
  /** Digits after the point of one unit: 2 for EUR, 0 for JPY. */
  digits: number;
  /** Billionths of a USD that one unit is worth. */
  nanoUsd: number;
}

export interface Rates {
  /** The rate of an ISO 4217 code in lower case, or undefined when none is known. */
  rateOf(currency: string): Promise<Rate | undefined>;
}

export const USD = 'usd';
const CENTS = 100n;
const NANO = 1_000_000_000n;

/**
 * @param amount minor units of the currency.
 * @returns cents of USD, rounded half up. Throws `unprocessable_entity` for a currency without a rate.
 */
export async function toUsdCents(rates: Rates, amount: number, currency: string): Promise<number> {
  if (currency === USD) return amount;
  const rate = await rates.rateOf(currency);
  if (!rate) throw refusal('currency', 'is not one we have a rate for; convert to usd before you send it', currency);
  return convert(amount, rate);
}

/** cents = amount / 10^digits · rate · 100 */
export function convert(amount: number, { digits, nanoUsd }: Rate): number {
  const units = NANO * 10n ** BigInt(digits);
  return Number((2n * BigInt(amount) * BigInt(nanoUsd) * CENTS + units) / (2n * units));
}
