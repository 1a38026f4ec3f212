import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_STRICT_WORKSPACES, strictEntry } from './strict.ts';
import { parseListEntry, publishList } from './workspace-list.ts';

describe('the entry of strict workspaces', () => {
  it('says the same as the list it was made of', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid()), fc.uuid(), (ids, other) => {
        const isStrict = parseListEntry(strictEntry(ids));
        for (const id of ids) expect(isStrict?.(id)).toBe(true);
        expect(isStrict?.(other)).toBe(ids.includes(other));
        expect(strictEntry(ids.toReversed())).toBe(strictEntry(ids));
      }),
    );
  });

  it('makes everybody strict rather than leave somebody out', () => {
    const ids = Array.from({ length: MAX_STRICT_WORKSPACES + 1 }, (_, index) => `ws_${index}`);
    expect(parseListEntry(strictEntry(ids))?.('ws_somebody')).toBe(true);
  });

  it.each([null, '', '{}', '"ws_1"', '['])('is not read out of %j', (text) => {
    expect(parseListEntry(text)).toBeUndefined();
  });
});

describe('publishing it', () => {
  function world(strict: string[]) {
    const kv: { entry: string | null; writes: number } = { entry: null, writes: 0 };
    const ports = {
      truth: async () => strictEntry(strict),
      read: async () => kv.entry,
      write: async (entry: string) => {
        kv.entry = entry;
        kv.writes += 1;
      },
    };
    return { kv, ports };
  }

  it('writes what changed, and nothing when nothing did', async () => {
    const { kv, ports } = world(['ws_1']);
    expect(await publishList(ports)).toBe(true);
    expect(await publishList(ports)).toBe(false);
    expect(kv).toEqual({ entry: '["ws_1"]', writes: 1 });
  });

  it('ends with the newer list when another change comes in between', async () => {
    const strict = ['ws_1'];
    const { kv, ports } = world(strict);
    await publishList({
      ...ports,
      write: async (entry) => {
        if (strict.length === 1) {
          strict.push('ws_2');
          await publishList(ports);
        }
        await ports.write(entry);
      },
    });
    expect(kv.entry).toBe('["ws_1","ws_2"]');
  });
});
