import { describe, expect, it } from 'vitest';
import { DomainFinder } from './find-domain.ts';
import { ABSENT_MS, DOMAIN_FRESH_MS } from './freshness.ts';
import { TRUTH_MISSES } from './miss-budget.ts';
import { CountedStores } from './testing/counted-stores.ts';

const RECORD = JSON.stringify({ version: 1, workspaceId: 'ws_1' });

function setUp() {
  const stores = new CountedStores();
  return { stores, finder: new DomainFinder(stores.ports) };
}

describe('a short domain', () => {
  it('is read once and then held', async () => {
    const { stores, finder } = setUp();
    stores.domains.set('go.acme.com', RECORD);
    for (let i = 0; i < 100; i++)
      expect(await finder.find('go.acme.com', stores.defer)).toMatchObject({ workspaceId: 'ws_1' });
    await stores.settle();
    // The second reading of D1 is the look after filling the copy.
    expect(stores.reads).toMatchObject({ kv: 1, domain: 2 });
    expect(stores.kv.get('domain:go.acme.com')).toBe(RECORD);
  });

  it('that changes while its copy is filled leaves the newer record in the copy', async () => {
    const { stores } = setUp();
    stores.domains.set('go.acme.com', RECORD);
    const newer = JSON.stringify({ version: 1, workspaceId: 'ws_1', notFoundUrl: 'https://acme.com/' });
    const { copies } = stores.ports;
    const put = async (name: string, text: string): Promise<void> => {
      await copies.put(name, text);
      stores.domains.set('go.acme.com', newer);
    };
    const finder = new DomainFinder({ ...stores.ports, copies: { ...copies, put } });
    await finder.find('go.acme.com', stores.defer);
    await stores.settle();
    expect(stores.kv.get('domain:go.acme.com')).toBe(newer);
  });

  it('is known seconds after it was verified', async () => {
    const { stores, finder } = setUp();
    expect(await finder.find('new.acme.com', stores.defer)).toBeNull();
    stores.domains.set('new.acme.com', RECORD);
    stores.now += ABSENT_MS;
    expect(await finder.find('new.acme.com', stores.defer)).toMatchObject({ workspaceId: 'ws_1' });
  });

  it('changes within a minute', async () => {
    const { stores, finder } = setUp();
    stores.kv.set('domain:go.acme.com', RECORD);
    await finder.find('go.acme.com', stores.defer);
    stores.kv.set('domain:go.acme.com', JSON.stringify({ version: 1, workspaceId: 'ws_2' }));
    for (let waited = 0; waited < 60_000; waited += 1_000) {
      await finder.find('go.acme.com', stores.defer);
      await stores.settle();
      stores.now += 1_000;
    }
    expect(await finder.find('go.acme.com', stores.defer)).toMatchObject({ workspaceId: 'ws_2' });
    expect(DOMAIN_FRESH_MS).toBeLessThan(60_000);
  });
});

describe('made-up hosts', () => {
  it('reach D1 a bounded number of times', async () => {
    const { stores, finder } = setUp();
    for (let i = 0; i < 2_000; i++) expect(await finder.find(`h${i}.example`, stores.defer)).toBeNull();
    expect(stores.reads.domain).toBeLessThanOrEqual(TRUTH_MISSES.burst);
  });

  it.each(['a b', 'x'.repeat(300), '<script>', 'a/b', ''])(
    'that no name server could know are not looked up: %.20j',
    async (host) => {
      const { stores, finder } = setUp();
      expect(await finder.find(host, stores.defer)).toBeNull();
      expect(stores.reads).toMatchObject({ kv: 0, domain: 0 });
    },
  );
});
