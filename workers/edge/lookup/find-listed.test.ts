import { describe, expect, it } from 'vitest';
import { QUARANTINE_KV_KEY, STRICT_KV_KEY } from '#core/route/keys.ts';
import { quarantineEntry } from '#core/route/quarantine.ts';
import { strictEntry } from '#core/route/strict.ts';
import { quarantineFinder, strictFinder } from './find-listed.ts';
import { CountedStores } from './testing/counted-stores.ts';

const SECOND = 1_000;

function setUp() {
  const stores = new CountedStores();
  const finder = strictFinder(stores.ports);
  const isStrict = async (workspaceId: string) => (await finder.find(stores.defer))(workspaceId);
  return { stores, finder, isStrict };
}

describe('strict mode', () => {
  it('costs an isolate one read of KV in ten seconds, whatever the number of visits', async () => {
    const { stores, finder, isStrict } = setUp();
    stores.kv.set(STRICT_KV_KEY, strictEntry(['ws_1']));
    expect(await isStrict('ws_1')).toBe(true);
    for (let visit = 0; visit < 1_000; visit++) expect(finder.find(stores.defer)).not.toBeInstanceOf(Promise);
    await stores.settle();
    expect(stores.reads).toMatchObject({ kv: 1, strict: 0 });
  });

  it.each([
    ['on', ['ws_1'], true],
    ['off', [], false],
  ])('is switched %s everywhere within a minute', async (_, ids, expected) => {
    const { stores, isStrict } = setUp();
    stores.kv.set(STRICT_KV_KEY, strictEntry(expected ? [] : ['ws_1']));
    expect(await isStrict('ws_1')).toBe(!expected);
    stores.kv.set(STRICT_KV_KEY, strictEntry(ids));
    for (let waited = 0; waited < 60 * SECOND; waited += SECOND) {
      await isStrict('ws_1');
      await stores.settle();
      stores.now += SECOND;
    }
    expect(await isStrict('ws_1')).toBe(expected);
  });

  it('is read from D1 when KV has nothing, and then KV has it', async () => {
    const { stores, isStrict } = setUp();
    stores.strict.push('ws_1');
    expect(await isStrict('ws_1')).toBe(true);
    expect(await isStrict('ws_2')).toBe(false);
    await stores.settle();
    expect(stores.kv.get(STRICT_KV_KEY)).toBe('["ws_1"]');
    expect(stores.reads.strict).toBe(1);
  });

  it('is believed of the last minute while nobody answers, and of everybody when nobody ever did', async () => {
    const { stores, isStrict } = setUp();
    stores.broken.kv = true;
    stores.broken.d1 = true;
    expect(await isStrict('ws_1')).toBe(true);
    stores.broken.d1 = false;
    stores.now += 60 * SECOND;
    expect(await isStrict('ws_1')).toBe(false);
    stores.broken.d1 = true;
    stores.now += 60 * SECOND;
    expect(await isStrict('ws_1')).toBe(false);
    await stores.settle();
  });
});

describe('quarantine', () => {
  function quarantine() {
    const stores = new CountedStores();
    const finder = quarantineFinder(stores.ports);
    const isClosed = async () => (await finder.find(stores.defer))('ws_1');
    return { stores, isClosed };
  }

  it.each([
    ['begins', ['ws_1'], true],
    ['ends', [], false],
  ])('%s everywhere within a minute, the cache of KV included', async (_, ids, expected) => {
    const { stores, isClosed } = quarantine();
    stores.kv.set(QUARANTINE_KV_KEY, quarantineEntry(expected ? [] : ['ws_1']));
    expect(await isClosed()).toBe(!expected);
    stores.kv.set(QUARANTINE_KV_KEY, quarantineEntry(ids));
    for (let waited = 0; waited < 60 * SECOND; waited += SECOND) {
      await isClosed();
      await stores.settle();
      stores.now += SECOND;
    }
    expect(await isClosed()).toBe(expected);
  });

  it('takes nobody out of service while nobody can say, and is kept through an outage', async () => {
    const { stores, isClosed } = quarantine();
    stores.broken.kv = true;
    stores.broken.d1 = true;
    expect(await isClosed()).toBe(false);
    stores.quarantined.push('ws_1');
    stores.broken.d1 = false;
    stores.now += 60 * SECOND;
    expect(await isClosed()).toBe(true);
    stores.broken.d1 = true;
    stores.now += 60 * SECOND;
    expect(await isClosed()).toBe(true);
    await stores.settle();
  });
});
