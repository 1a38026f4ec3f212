import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimShard, ledgerName, placeOn } from './place.ts';

describe('placeOn', () => {
  it('is always one of the shards, and always the same one', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 64 }), (key, shards) => {
        const shard = placeOn(key, shards);
        expect(shard).toBeGreaterThanOrEqual(0);
        expect(shard).toBeLessThan(shards);
        expect(placeOn(key, shards)).toBe(shard);
      }),
    );
  });

  it('moves a key only to the shard that was added', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 32 }), (key, shards) => {
        const after = placeOn(key, shards + 1);
        expect([placeOn(key, shards), shards]).toContain(after);
      }),
    );
  });

  it('spreads keys evenly: no shard of eight is more than a tenth away from its share', () => {
    const counts = Array.from({ length: 8 }, () => 0);
    const keys = 80_000;
    for (let i = 0; i < keys; i++) {
      const shard = claimShard('go.acme.com', `k${i}`, 8);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - keys / 8)).toBeLessThan(keys / 80);
  });

  it('refuses to place on nothing', () => {
    expect(() => placeOn('x', 0)).toThrow(RangeError);
  });
});

describe('ledgerName', () => {
  it('names an existing ledger for every workspace', () => {
    fc.assert(
      fc.property(fc.string(), (workspace) => {
        expect(ledgerName(workspace, 4)).toMatch(/^ledger-[0-3]$/);
      }),
    );
  });
});
