import { expect, it } from 'vitest';
import { troubleTeller } from './trouble.ts';

it('tells the first failure at once and a flood in single lines', () => {
  const lines: string[] = [];
  let now = 0;
  const tell = troubleTeller(
    (line) => lines.push(line),
    'workers.log',
    () => now,
  );
  tell('first\n  at somewhere');
  for (let ms = 0; ms < 9_000; ms += 10) {
    now = ms;
    tell('again');
  }
  now = 20_000;
  tell('later');
  expect(lines).toEqual([
    'A worker failed, see workers.log: first',
    'A worker failed, see workers.log (and 900 more before): later',
  ]);
});
