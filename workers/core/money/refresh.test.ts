import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refreshRates, type RateTable } from './refresh.ts';

const DAY = Date.UTC(2026, 10, 21, 12);

function tableOf(rates: Record<string, number>, oldest = '2026-01-01') {
  const written: { currency: string; nanoUsd: number }[] = [];
  const table: RateTable = {
    all: async () => ({
      rates: new Map(Object.entries(rates).map(([currency, nanoUsd]) => [currency, { digits: 2, nanoUsd }])),
      oldest,
    }),
    write: async (fresh) => void written.push(...fresh),
  };
  return { table, written };
}

const publishing = (rates: Record<string, number>) => ({
  usdPerUnit: async () => new Map(Object.entries(rates)),
});

describe('rates of currencies', () => {
  it('are taken over for the currencies that are kept, and for no other', async () => {
    const { table, written } = tableOf({ eur: 1_174_000_000, jpy: 6_380_000 });
    const done = await refreshRates(publishing({ eur: 1.2, jpy: 0.0065, xau: 4_000 }), table, DAY);
    expect(done).toEqual({ written: 2, doubtful: [] });
    expect(written).toEqual([
      { currency: 'eur', nanoUsd: 1_200_000_000 },
      { currency: 'jpy', nanoUsd: 6_500_000 },
    ]);
  });

  it('stay as they are when nothing sensible is published for them', async () => {
    const nonsense = fc.oneof(
      fc.double({ min: 2.4, max: 1e12, noNaN: true }),
      fc.double({ min: 0, max: 0.58, noNaN: true }),
      fc.constantFrom(NaN, Infinity, -Infinity, -1, 0),
    );
    await fc.assert(
      fc.asyncProperty(nonsense, async (rate) => {
        const { table, written } = tableOf({ eur: 1_174_000_000 });
        await refreshRates(publishing({ eur: rate }), table, DAY);
        expect(written).toEqual([]);
      }),
    );
    const { table } = tableOf({ eur: 1_174_000_000 });
    expect(await refreshRates(publishing({ eur: 117.4 }), table, DAY)).toEqual({ written: 0, doubtful: ['eur'] });
  });

  it('are asked for once a day', async () => {
    const { table } = tableOf({ eur: 1 }, '2026-11-21');
    const source = { usdPerUnit: () => Promise.reject(new Error('asked')) };
    await refreshRates(source, table, DAY);
    await expect(refreshRates(source, table, DAY + 86_400_000)).rejects.toThrow('asked');
  });
});
