import { env as bindings } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { rotateSalts } from './rotate-salts.ts';

const { ROUTES } = bindings as unknown as PipelineEnv;
const DAY_SECONDS = 86_400;

it('lets a salt live until 48 hours after its day, and not longer', async () => {
  const now = Date.now();
  const [today, tomorrow] = await rotateSalts(ROUTES, now);
  const keys = (await ROUTES.list({ prefix: 'salt:' })).keys;
  const endOfToday = Math.floor(now / 1_000 / DAY_SECONDS) * DAY_SECONDS + DAY_SECONDS;
  expect(keys.find(({ name }) => name === today)?.expiration).toBe(endOfToday + 2 * DAY_SECONDS);
  expect(keys.find(({ name }) => name === tomorrow)?.expiration).toBe(endOfToday + 3 * DAY_SECONDS);
});

it('makes only tomorrow’s when today’s is there', async () => {
  const later = Date.now() + DAY_SECONDS * 1_000;
  await rotateSalts(ROUTES, Date.now());
  const made = await rotateSalts(ROUTES, later);
  expect(made).toEqual([`salt:${new Date(later + DAY_SECONDS * 1_000).toISOString().slice(0, 10)}`]);
});
