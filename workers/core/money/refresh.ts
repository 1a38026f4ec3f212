/** Brings the rates of currencies up to date from whoever publishes them; what cannot be right is left as it was. */
import type { Rate } from './convert.ts';

/** Somebody who publishes rates. */
export interface RateSource {
  /** What one unit of each currency is worth in USD, by ISO 4217 code in lower case. Throws when it cannot be asked. */
  usdPerUnit(): Promise<Map<string, number>>;
}

export interface RateTable {
  /** All that are kept, and the day the oldest of them is of (YYYY-MM-DD). */
  all(): Promise<{ rates: Map<string, Rate>; oldest: string }>;
  write(rates: { currency: string; nanoUsd: number }[], day: string): Promise<void>;
}

export interface RateRefresh {
  written: number;
  /** Codes whose new rate is too far from the old one to be believed. */
  doubtful: string[];
}

const NANO = 1_000_000_000;
/** Currencies lose a tenth in a bad week; a factor is a point in the wrong place, or units mistaken for hundreds. */
const MAX_FACTOR = 2;
const DAY_CHARS = 'YYYY-MM-DD'.length;

/** Once a day at most. Only currencies that are kept are looked for: the digits of their minor unit are known. */
export async function refreshRates(source: RateSource, table: RateTable, nowMs: number): Promise<RateRefresh> {
  const today = new Date(nowMs).toISOString().slice(0, DAY_CHARS);
  const { rates, oldest } = await table.all();
  const done: RateRefresh = { written: 0, doubtful: [] };
  if (oldest >= today) return done;
  const published = await source.usdPerUnit();
  const fresh: { currency: string; nanoUsd: number }[] = [];
  for (const [currency, { nanoUsd: before }] of rates) {
    const nanoUsd = Math.round((published.get(currency) ?? 0) * NANO);
    if (!(nanoUsd > 0)) continue;
    if (nanoUsd > before * MAX_FACTOR || nanoUsd * MAX_FACTOR < before) done.doubtful.push(currency);
    else fresh.push({ currency, nanoUsd });
  }
  // Also with none that is believed: those who publish are not asked again today.
  await table.write(fresh, today);
  return { ...done, written: fresh.length };
}
