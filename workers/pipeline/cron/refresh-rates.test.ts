import { env } from 'cloudflare:workers';
import { afterEach, expect, it, vi } from 'vitest';
import { toUsdCents } from '#core/money/convert.ts';
import { refreshRates } from '#core/money/refresh.ts';
import { currencyRatesOf, D1RateTable } from '#platform/d1/control/currency-rates.ts';
import { publishedRates } from '#platform/fetch/published-rates.ts';

const { CONTROL } = env as unknown as PipelineEnv;
const DAY = Date.UTC(2026, 10, 21);

afterEach(() => vi.unstubAllGlobals());

function published(body: unknown, status = 200) {
  vi.stubGlobal('fetch', async () => Response.json(body, { status }));
  return publishedRates('https://rates.example/latest');
}

it('rates that are published in another currency are what the next sale is counted with', async () => {
  const table = new D1RateTable(CONTROL);
  const source = published({ base: 'EUR', date: '2026-11-20', rates: { USD: 1.25, JPY: 200, GBP: 0.9 } });
  expect(await refreshRates(source, table, DAY)).toEqual({ written: 3, doubtful: [] });
  const rates = currencyRatesOf(CONTROL, () => DAY);
  expect(await toUsdCents(rates, 1_000, 'eur')).toBe(1_250);
  // 1 000 yen are 5 euros.
  expect(await toUsdCents(rates, 1_000, 'jpy')).toBe(625);
  expect(await refreshRates(published({}, 500), table, DAY)).toEqual({ written: 0, doubtful: [] });
});

it('a service in trouble, or one that answers something else, changes nothing', async () => {
  const table = new D1RateTable(CONTROL);
  const before = await table.all();
  const later = DAY + 86_400_000;
  for (const [body, status, reason] of [
    [{ error: 'no key' }, 401, /answered 401/],
    [{ base: 'EUR', rates: { JPY: 160 } }, 200, /none for USD/],
    [{ base: 'EUR', rates: { USD: 'much' } }, 200, /expected number/],
  ] as const)
    await expect(refreshRates(published(body, status), table, later)).rejects.toThrow(reason);
  expect(await table.all()).toEqual(before);
});
