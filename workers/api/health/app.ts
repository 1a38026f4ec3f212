/** The public health route. */
import { createRouter } from '../http/router.ts';
import type { Services } from '../services.ts';
import { probeAll } from './probe.ts';
import type { Health } from './routes.ts';
import { healthRoute } from './routes.ts';

/** However often it is asked, every store is asked at most once in this time by one isolate. */
const KEPT_MS = 1_000;
const kept = new WeakMap<Services, { health: Health; atMs: number }>();

export const healthApp = createRouter().openapi(healthRoute, async (c) => {
  const services = c.get('services');
  const last = kept.get(services);
  const health = last && Date.now() - last.atMs < KEPT_MS ? last.health : await probeAll(services);
  if (health !== last?.health) kept.set(services, { health, atMs: Date.now() });
  return c.json(health, health.status === 'ok' ? 200 : 503);
});
