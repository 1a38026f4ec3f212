import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { MEASURED } from './inputs.ts';
import { measureLinkBytes } from './link-bytes.ts';
import {
  batchesPerSecond,
  costsOf,
  insertsPerSecond,
  ledgerCallsPerSecond,
  linkShards,
  loadOf,
  total,
  usesOf,
} from './model.ts';
import { capacityPage, type EventSize } from './page.ts';

const DOCS = new URL('../../../docs/', import.meta.url);

describe('capacity on paper', () => {
  it('is the page that the model writes', async () => {
    const { sizes } = JSON.parse(await readFile(new URL('bench/pipeline.json', DOCS), 'utf8')) as {
      sizes: EventSize[];
    };
    expect(await readFile(new URL('capacity.md', DOCS), 'utf8')).toBe(capacityPage(sizes));
  });

  it('uses the weight that a link has on the real migrations', async () => {
    expect(Math.abs((await measureLinkBytes()) / MEASURED.linkBytes - 1)).toBeLessThan(0.1);
  });

  it('counts by hand as well: 1 billion a year is 31.7 a second, 20 times that is 634', () => {
    const { mean, peak, clicksPerMonth } = loadOf(1);
    expect(mean).toBeCloseTo(31.69, 2);
    expect(peak).toBeCloseTo(633.8, 1);
    expect(clicksPerMonth).toBeCloseTo(83_333_333, 0);
    expect(linkShards(loadOf(1))).toBe(Math.ceil(251.2 / 7));
    const queue = costsOf(loadOf(1), 0).find(({ what }) => what === 'queue operations');
    expect(queue?.dollars).toBeCloseTo((250 - 1) * 0.4, 5);
  });

  it('never asks for more batches than there are messages, nor for fewer than full batches need', () => {
    expect(batchesPerSecond(1)).toBe(1);
    expect(batchesPerSecond(30)).toBe(2);
    expect(batchesPerSecond(1_000)).toBe(10);
    expect(ledgerCallsPerSecond(1)).toBe(1);
    expect(ledgerCallsPerSecond(1_000)).toBe(40);
    expect(insertsPerSecond(0.5)).toBe(0.5);
  });

  it('names the fullest limit first, and costs more for more', () => {
    const [first, second] = usesOf(loadOf(1)).map(({ what }) => what);
    expect(first).toContain('link shards');
    expect(second).toContain('D1');
    expect(total(costsOf(loadOf(10), 100))).toBeGreaterThan(total(costsOf(loadOf(1), 100)) * 3);
  });
});
