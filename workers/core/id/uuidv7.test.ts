import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUuid, uuidv7 } from './uuidv7.ts';

const MAX_48_BITS = 2 ** 48 - 1;
const randomBytes = fc.uint8Array({ minLength: 10, maxLength: 10 });

describe('uuidv7', () => {
  it('is a canonical UUID of version 7 and the RFC variant, whatever the random bytes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_48_BITS }), randomBytes, (now, random) => {
        const id = uuidv7(now, random);
        expect(isUuid(id)).toBe(true);
        expect(id[14]).toBe('7');
        expect('89ab').toContain(id[19]);
      }),
    );
  });

  it('carries its time in the first 48 bits, so ids sort by the moment of capture', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_48_BITS }), randomBytes, (now, random) => {
        const id = uuidv7(now, random);
        expect(parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(now);
      }),
    );
  });

  it('keeps all 74 random bits', () => {
    const ones = uuidv7(0, new Uint8Array(10).fill(255));
    const zeros = uuidv7(0, new Uint8Array(10));
    expect(ones).toBe('00000000-0000-7fff-bfff-ffffffffffff');
    expect(zeros).toBe('00000000-0000-7000-8000-000000000000');
  });
});

describe('isUuid', () => {
  it.each([
    '',
    'x',
    '00000000-0000-7000-8000-00000000000',
    '00000000-0000-7000-8000-00000000000G',
    '0000000000007000800000000000 0000',
  ])('refuses %j', (text) => {
    expect(isUuid(text)).toBe(false);
  });
});
