import { expect, it } from 'vitest';
import { Recent } from './recent.ts';

it('never holds more than its limit and forgets the least recently asked', () => {
  const recent = new Recent<number>(2);
  const asked: string[] = [];
  const get = (key: string) => recent.get(key, (missing) => asked.push(missing));
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) get(key);
  expect(asked).toEqual(['a', 'b', 'c', 'b']);
  expect(recent.size).toBe(2);
});
