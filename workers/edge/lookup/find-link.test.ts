import { describe, expect, it } from 'vitest';
import { ABSENT_MS, COPY_CACHE_SECONDS, FRESH_MS, STALE_MS } from './freshness.ts';
import { LinkFinder } from './find-link.ts';
import { REFRESH_MS } from './domain-filters.ts';
import { COPY_MISSES, TRUTH_MISSES } from './miss-budget.ts';
import { LookupUnavailable } from './ports.ts';
import { CountedStores } from './testing/counted-stores.ts';

const D = 'go.acme.com';
const PROMISE_MS = 60_000;

function setUp() {
  const stores = new CountedStores();
  const finder = new LinkFinder(stores.ports);
  const url = async (key: string, domain = D): Promise<string | undefined> => {
    const found = await finder.find(domain, key, stores.defer);
    return found?.record.url;
  };
  return { stores, finder, url };
}

describe('a hot link', () => {
  it('costs one KV read per cache period, however many ask', async () => {
    const { stores, url } = setUp();
    stores.publish(D, 'hot', 'https://a.example/');
    for (let second = 0; second < 60; second++) {
      for (let i = 0; i < 50; i++) expect(await url('hot')).toBe('https://a.example/');
      stores.now += 1_000;
    }
    await stores.settle();
    expect(stores.reads.kv).toBeLessThanOrEqual(60_000 / FRESH_MS);
    expect(stores.reads.route).toBe(0);
  });

  it('asked for by a hundred at once in a cold isolate is read once', async () => {
    const { stores, url } = setUp();
    stores.publish(D, 'hot', 'https://a.example/');
    await Promise.all(Array.from({ length: 100 }, () => url('hot')));
    expect(stores.reads).toMatchObject({ kv: 1, route: 0 });
  });

  it('never waits for its refresh', async () => {
    const { stores, finder, url } = setUp();
    stores.publish(D, 'hot', 'https://a.example/');
    await url('hot');
    stores.now += FRESH_MS;
    expect(finder.find(D, 'hot', stores.defer)).not.toBeInstanceOf(Promise);
    expect(stores.deferred.length).toBeGreaterThan(0);
  });
});

describe('a change', () => {
  it.each([
    [
      'of the destination',
      (stores: CountedStores) => stores.publish(D, 'k', 'https://new.example/', 2),
      'https://new.example/',
    ],
    ['that deletes the link', (stores: CountedStores) => stores.remove(D, 'k'), undefined],
  ])('%s is seen everywhere within a minute, also under constant traffic', async (_what, change, expected) => {
    const { stores, url } = setUp();
    stores.publish(D, 'k', 'https://old.example/');
    await url('k');
    stores.now += FRESH_MS - 1;
    await url('k');
    change(stores);
    const changedAt = stores.now;
    let seenAfter = Infinity;
    while (stores.now - changedAt < 2 * PROMISE_MS) {
      const seen = await url('k');
      await stores.settle();
      if (seen === expected && seenAfter === Infinity) seenAfter = stores.now - changedAt;
      stores.now += 500;
    }
    expect(seenAfter).toBeLessThanOrEqual(FRESH_MS + STALE_MS + COPY_CACHE_SECONDS * 1000);
    expect(seenAfter).toBeLessThan(PROMISE_MS);
  });

  it('is seen within a minute by an isolate that nobody asked for a while', async () => {
    const { stores, url } = setUp();
    stores.publish(D, 'k', 'https://old.example/');
    await url('k');
    stores.publish(D, 'k', 'https://new.example/', 2);
    stores.now += PROMISE_MS;
    expect(await url('k')).toBe('https://new.example/');
  });

  it('made while the edge fills KV from D1 is not overwritten by the older record', async () => {
    const { stores, url } = setUp();
    stores.put(D, 'k', 'https://old.example/', 1);
    await url('k');
    stores.publish(D, 'k', 'https://new.example/', 2);
    await stores.settle();
    expect(stores.kv.get(`link:${D}/k`)).toContain('https://new.example/');
  });

  it('that deletes the link while the edge fills KV leaves no copy behind', async () => {
    const { stores, url } = setUp();
    stores.put(D, 'k', 'https://old.example/', 1);
    await url('k');
    stores.remove(D, 'k');
    await stores.settle();
    expect(stores.kv.has(`link:${D}/k`)).toBe(false);
  });
});

describe('a key nobody owns', () => {
  it('is asked for once in a few seconds', async () => {
    const { stores, url } = setUp();
    for (let i = 0; i < 100; i++) expect(await url('nothing')).toBeUndefined();
    expect(stores.reads).toMatchObject({ kv: 1, route: 1 });
  });

  it('is found seconds after it was created, although KV and memory remember that it was not there', async () => {
    const { stores, url } = setUp();
    expect(await url('fresh')).toBeUndefined();
    stores.publish(D, 'fresh', 'https://a.example/');
    stores.now += ABSENT_MS;
    expect(await url('fresh')).toBe('https://a.example/');
  });
});

describe('a scan of ten thousand random keys', () => {
  const SCAN_SECONDS = 10;
  const D1_ASKS = TRUTH_MISSES.burst + TRUTH_MISSES.perSecond * SCAN_SECONDS + 1;

  async function scan(
    stores: CountedStores,
    url: (key: string) => Promise<string | undefined>,
    during: (i: number) => Promise<void> = async () => {},
  ) {
    for (let i = 0; i < 10_000; i++) {
      expect(await url(`scan-${i}`)).toBeUndefined();
      await during(i);
      stores.now += 1;
    }
    await stores.settle();
  }

  it('reaches D1 a bounded number of times, and KV hardly more often', async () => {
    const { stores, url } = setUp();
    for (let i = 0; i < 500; i++) stores.put(D, `old-${i}`, 'https://a.example/');
    stores.now += 3_600_000;
    await scan(stores, url);
    expect(stores.reads.route).toBeLessThanOrEqual(D1_ASKS);
    expect(stores.reads.claims).toBeLessThanOrEqual(1 + SCAN_SECONDS + 1);
    expect(stores.reads.kv).toBeLessThanOrEqual(COPY_MISSES.burst + COPY_MISSES.perSecond * SCAN_SECONDS + 1);
  });

  it('hides no fresh link for more than two seconds, even if KV never got its copy', async () => {
    const { stores, url } = setUp();
    let createdAt = 0;
    let foundAfter = Infinity;
    await scan(stores, url, async (i) => {
      await stores.settle();
      if (i === 5_000) {
        stores.put(D, 'fresh', 'https://fresh.example/');
        createdAt = stores.now;
      }
      if (i > 5_000 && foundAfter === Infinity && (await url('fresh')) !== undefined)
        foundAfter = stores.now - createdAt;
    });
    expect(foundAfter).toBeLessThanOrEqual(2 * REFRESH_MS + ABSENT_MS);
    expect(foundAfter).toBeLessThanOrEqual(2_000);
  });

  it('hides no old link at all, even if its copy is missing', async () => {
    const { stores, url } = setUp();
    for (let i = 0; i < 100; i++) stores.put(D, `old-${i}`, 'https://a.example/');
    stores.now += 3_600_000;
    await scan(stores, url, async (i) => {
      if (i % 100 === 0) expect(await url(`old-${i / 100}`)).toBe('https://a.example/');
    });
  });

  it('disturbs no other domain', async () => {
    const { stores, url } = setUp();
    await scan(stores, url);
    stores.put('other.example', 'k', 'https://other.example/');
    expect(await url('k', 'other.example')).toBe('https://other.example/');
  });

  it('of a domain with more keys than a filter holds asks KV, and D1 still seldom', async () => {
    const { stores, url } = setUp();
    for (let i = 0; i < 40_001; i++) stores.put(D, `old-${i}`, 'https://a.example/');
    stores.now += 3_600_000;
    await scan(stores, url);
    expect(stores.reads.route).toBeLessThanOrEqual(D1_ASKS);
    expect(stores.reads.claims).toBeLessThanOrEqual(2 + SCAN_SECONDS + 1);
  });

  it('while D1 is down says that it does not know, and leaves D1 alone', async () => {
    const { stores, url } = setUp();
    stores.broken.d1 = true;
    for (let i = 0; i < 1_000; i++) await expect(url(`scan-${i}`)).rejects.toBeInstanceOf(LookupUnavailable);
    expect(stores.reads.route + stores.reads.claims).toBeLessThanOrEqual(TRUTH_MISSES.burst + 2);
  });
});

describe('a pattern link', () => {
  it('answers for every key below it, with the tail', async () => {
    const { stores, finder } = setUp();
    stores.publish(D, 'p/*', 'https://shop.example/{path}');
    expect(await finder.find(D, 'p/shoes/red', stores.defer)).toMatchObject({
      tail: 'shoes/red',
      record: { linkId: 'link_p/*' },
    });
  });

  it('makes way for an exact link and for a deeper pattern', async () => {
    const { stores, finder } = setUp();
    stores.publish(D, 'p/*', 'https://wide.example/');
    stores.publish(D, 'p/q/*', 'https://deep.example/');
    stores.publish(D, 'p/q/r', 'https://exact.example/');
    expect(await finder.find(D, 'p/q/r', stores.defer)).toMatchObject({
      tail: undefined,
      record: { url: 'https://exact.example/' },
    });
    expect(await finder.find(D, 'p/q/x', stores.defer)).toMatchObject({
      tail: 'x',
      record: { url: 'https://deep.example/' },
    });
    expect(await finder.find(D, 'p/x', stores.defer)).toMatchObject({
      tail: 'x',
      record: { url: 'https://wide.example/' },
    });
  });

  it('known only to D1 is found as well, and costs D1 nothing the next time', async () => {
    const { stores, finder } = setUp();
    stores.put(D, 'p/*', 'https://shop.example/');
    expect(await finder.find(D, 'p/a', stores.defer)).toMatchObject({ tail: 'a' });
    await stores.settle();
    const asked = stores.reads.route;
    for (let i = 0; i < 100; i++) await finder.find(D, `p/b${i}`, stores.defer);
    expect(stores.reads.route).toBe(asked);
  });
});

describe('when a store fails', () => {
  it('D1 answers for KV', async () => {
    const { stores, url } = setUp();
    stores.publish(D, 'k', 'https://a.example/');
    stores.broken.kv = true;
    expect(await url('k')).toBe('https://a.example/');
    expect(stores.failures).toContain('copy_read');
  });

  it('a link in memory outlives both for seconds, and then the answer is "not now", never "unknown"', async () => {
    const { stores, url } = setUp();
    stores.publish(D, 'k', 'https://a.example/');
    await url('k');
    stores.broken.kv = true;
    stores.broken.d1 = true;
    stores.now += FRESH_MS + STALE_MS - 1;
    expect(await url('k')).toBe('https://a.example/');
    stores.now += 1;
    await stores.settle();
    await expect(url('k')).rejects.toBeInstanceOf(LookupUnavailable);
  });

  it('a copy that is no record is not believed', async () => {
    const { stores, url } = setUp();
    stores.put(D, 'k', 'https://a.example/');
    stores.kv.set(`link:${D}/k`, '{"version":1');
    expect(await url('k')).toBe('https://a.example/');
  });
});
