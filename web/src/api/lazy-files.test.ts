// @vitest-environment jsdom
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { fetchAhead, reloadAfterDeploy } from './lazy-files.ts';

const GONE = 'Failed to fetch dynamically imported module';
const reload = vi.fn<() => void>();

beforeAll(() => {
  vi.stubGlobal('location', { reload });
  reloadAfterDeploy();
});
beforeEach(() => {
  sessionStorage.clear();
  reload.mockClear();
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** As Vite does it when a lazy file cannot be had. */
function fail(): Promise<never> {
  dispatchEvent(new Event('vite:preloadError', { cancelable: true }));
  return Promise.reject(new Error(GONE));
}

it('a file that is gone starts the page again, once in a minute', async () => {
  await expect(fail()).rejects.toThrow(GONE);
  await expect(fail()).rejects.toThrow(GONE);
  expect(reload).toHaveBeenCalledTimes(1);
});

it('a file that is fetched ahead and cannot be had starts nothing again, and the next that is asked for does', async () => {
  await fetchAhead(fail);
  expect(reload).not.toHaveBeenCalled();
  await expect(fail()).rejects.toThrow(GONE);
  expect(reload).toHaveBeenCalledTimes(1);
});

it('without a network nothing is fetched ahead', async () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  const load = vi.fn<() => Promise<void>>();
  await fetchAhead(load);
  expect(load).not.toHaveBeenCalled();
});
