import { expect, it } from 'vitest';
import { Gate } from './gate.ts';

const refuse = (): Error => new Error('full');

it('lets no more run at once than allowed and serves the line in order', async () => {
  const gate = new Gate(2, 10);
  const order: number[] = [];
  let running = 0;
  let most = 0;
  const work = async (n: number): Promise<void> => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    order.push(n);
    running--;
  };
  await Promise.all([1, 2, 3, 4, 5].map((n) => gate.pass(() => work(n), refuse)));
  expect(most).toBe(2);
  expect(order).toEqual([1, 2, 3, 4, 5]);
});

it('refuses when the line is full and has room again afterwards', async () => {
  const gate = new Gate(1, 1);
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = gate.pass(() => promise, refuse);
  const second = gate.pass(async () => 'second', refuse);
  await expect(gate.pass(async () => 'third', refuse)).rejects.toThrow('full');
  resolve();
  await first;
  expect(await second).toBe('second');
  expect(await gate.pass(async () => 'fourth', refuse)).toBe('fourth');
});

it('is idle only when nothing runs or waits, also after a failure', async () => {
  const gate = new Gate(1, 5);
  const failing = gate.pass(async () => Promise.reject(new Error('broken')), refuse);
  let finished = false;
  const waiting = gate.pass(async () => void (finished = true), refuse);
  await expect(failing).rejects.toThrow('broken');
  await gate.idle();
  expect(finished).toBe(true);
  await waiting;
});
