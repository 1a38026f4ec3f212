import { expect, it } from 'vitest';
import { EVENT_CLASSES } from '../event/row.ts';
import { CLASS_BITS, KIND_CLASSES, KIND_TYPES, kindsOf, OTHER_TYPES } from './kinds.ts';

it('has a bit for every class, as days were closed with it', () => {
  expect([...KIND_CLASSES].toSorted()).toEqual([...EVENT_CLASSES].toSorted());
  expect(KIND_CLASSES.length).toBeLessThanOrEqual(CLASS_BITS);
  expect(KIND_TYPES.length).toBeLessThanOrEqual(OTHER_TYPES);
  expect(kindsOf(['click'], ['human'])).toBe('1');
  expect(kindsOf(['sale', 'lead'], ['bot', 'human'])).toBe(String(0b11_00000011_00000000));
});

it('gives every pair of a type and a class a bit of its own', () => {
  const pairs = [...KIND_TYPES, 'signup'].flatMap((type) => KIND_CLASSES.map((each) => kindsOf([type], [each])));
  expect(new Set(pairs).size).toBe(pairs.length);
  const all = pairs.reduce((sum, each) => sum | BigInt(each), 0n);
  expect(kindsOf([...KIND_TYPES, 'signup'], undefined)).toBe(all.toString());
  expect(all).toBeLessThan(1n << 64n);
});
