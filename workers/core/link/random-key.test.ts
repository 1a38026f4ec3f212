import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyProblem, normaliseKey } from './key-normalise.ts';
import { lengthAtTry, MAX_KEY_TRIES, randomKey } from './random-key.ts';

describe('a random key', () => {
  it('has the asked length, is already normal, may be created, and has no look-alikes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 190 }), fc.boolean(), (length, caseSensitive) => {
        const key = randomKey(length, caseSensitive);
        expect(key).toHaveLength(length);
        expect(normaliseKey(key, caseSensitive)).toBe(key);
        expect(keyProblem(key)).toBeUndefined();
        expect(key).not.toMatch(/[0134aeiouyl]/i);
      }),
    );
  });

  it('uses every character about equally often', () => {
    const counts = new Map<string, number>();
    for (const char of randomKey(25_000, false)) counts.set(char, (counts.get(char) ?? 0) + 1);
    expect(counts.size).toBe(25);
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(200);
  });

  it('never reads as an insult, even without its vowels', () => {
    const keys = Array.from({ length: 20_000 }, () => randomKey(7, true).toLowerCase());
    expect(keys.filter((key) => /fck|kkk|cnt|88|ngr|sht/.test(key))).toEqual([]);
  });

  it('grows when a length is crowded, and never shrinks', () => {
    const lengths = Array.from({ length: MAX_KEY_TRIES }, (_, attempt) => lengthAtTry(7, attempt));
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect([lengths[0], lengths.at(-1)]).toEqual([7, 10]);
  });
});
