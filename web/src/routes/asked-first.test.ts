// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { askForAccount, PATIENCE_MS } from './asked-first.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const client = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });

it('a page is drawn as soon as everything is here', async () => {
  vi.stubGlobal('fetch', async () => Response.json([]));
  let isLate = false;
  setTimeout(() => (isLate = true), PATIENCE_MS);
  await askForAccount(client());
  expect(isLate).toBe(false);
});

it('a page does not wait long for what is slow', async () => {
  vi.stubGlobal('fetch', () => new Promise(() => {}));
  let over = false;
  const asked = askForAccount(client()).then(() => (over = true));
  await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
  expect(over).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await asked;
});
