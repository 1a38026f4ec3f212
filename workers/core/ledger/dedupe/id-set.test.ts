import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bloomOf, mayHold } from './bloom.ts';
import { IdSet } from './id-set.ts';
import { ID_WORDS, idPrefix, packId, packIds } from './packed-id.ts';

/** Ids that collide in most of their bits are where a hash table goes wrong. */
const uuids = fc.array(
  fc.oneof(
    fc.uuid(),
    fc.nat(40).map((n) => `00000000-0000-0000-0000-${n.toString(16).padStart(12, '0')}`),
  ),
  { maxLength: 300 },
);

function pack(uuid: string): Uint32Array {
  const words = new Uint32Array(ID_WORDS);
  packId(uuid, words, 0);
  return words;
}

describe('an id set', () => {
  it('holds exactly what was added, as a plain set does', () => {
    fc.assert(
      fc.property(uuids, uuids, (added, asked) => {
        const set = new IdSet();
        const model = new Set<string>();
        for (const uuid of added) {
          expect(set.add(pack(uuid), 0)).toBe(!model.has(uuid));
          model.add(uuid);
        }
        expect(set.size).toBe(model.size);
        expect(set.packed()).toEqual(packIds([...model]));
        for (const uuid of asked) expect(set.has(pack(uuid), 0)).toBe(model.has(uuid));
      }),
    );
  });

  it('grows past its first size without losing an id', () => {
    const ids = packIds(Array.from({ length: 20_000 }, () => crypto.randomUUID()));
    const set = new IdSet();
    set.addAll(ids);
    expect(set.size).toBe(20_000);
    for (let at = 0; at < ids.length; at += ID_WORDS) expect(set.has(ids, at)).toBe(true);
  });
});

describe('a filter', () => {
  it('never denies an id it was made of, and rarely claims another', () => {
    const ids = packIds(Array.from({ length: 5_000 }, () => crypto.randomUUID()));
    const filter = bloomOf(ids);
    for (let at = 0; at < ids.length; at += ID_WORDS) expect(mayHold(filter, ids, at)).toBe(true);
    const others = packIds(Array.from({ length: 20_000 }, () => crypto.randomUUID()));
    let claimed = 0;
    for (let at = 0; at < others.length; at += ID_WORDS) if (mayHold(filter, others, at)) claimed += 1;
    expect(claimed / 20_000).toBeLessThan(0.003);
  });
});

it('reads the milliseconds back from a UUIDv7', () => {
  expect(idPrefix(pack('019aa123-4567-7000-8000-000000000000'), 0)).toBe(0x019aa1234567);
});
