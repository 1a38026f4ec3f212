import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { arrivalOf } from './visiting.ts';
import { saltKvKey, STRICT_KV_KEY } from '#core/route/keys.ts';
import { strictEntry } from '#core/route/strict.ts';
import { saltDay } from '#core/visitor/visitor-id.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { clicks } from '#test/worker/visit.ts';
import { createEdge, type Edge } from '../env.ts';
import type { EdgeMetric } from '../metrics.ts';
import { visit } from './visit.ts';

beforeAll(() => env.ROUTES.put(saltKvKey(saltDay(Date.now())), btoa('0123456789abcdef0123456789abcdef')));

const refuse = () => Promise.reject(new Error('down'));

interface Chosen {
  strict?: boolean;
  /** Which of queue, ledger and vault are down. */
  down?: readonly ('queue' | 'ledger' | 'vault')[];
  link?: Record<string, unknown>;
}

/** An isolate of its own in front of a link, with what it counted. */
async function setUp({ strict = true, down = [], link = {} }: Chosen) {
  const tenant = await seedWorkspace();
  await seedLink(tenant, { key: 'k', url: 'https://acme.example/', record: link });
  await env.ROUTES.put(STRICT_KV_KEY, strictEntry(strict ? [tenant.workspaceId] : []));
  const counted: EdgeMetric[] = [];
  const whole = createEdge(env, { count: (name) => void counted.push(name) });
  const delivery: Edge['delivery'] = {
    ...whole.delivery,
    sleep: async () => {},
    ...(down.includes('queue') && { queue: { send: refuse } }),
    ...(down.includes('ledger') && { ledger: () => ({ capture: refuse }) }),
    ...(down.includes('vault') && { vault: { put: refuse } }),
  };
  const edge: Edge = { ...whole, delivery };
  const go = async (method = 'GET') => {
    const deferred: Promise<unknown>[] = [];
    const request = new Request(`https://${tenant.domain}/k`, { method });
    const response = await visit(arrivalOf(request), edge, (work) => void deferred.push(work));
    const finish = () => Promise.all(deferred);
    return { response, finish };
  };
  return { tenant, go, counted, edge };
}

describe('a visit in strict mode', () => {
  it('is answered when the queue has the click, not before', async () => {
    const { go, tenant, edge } = await setUp({});
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const { queue } = edge.delivery;
    edge.delivery.queue = { send: (message) => gate.then(() => queue.send(message)) };
    let isAnswered = false;
    const visiting = go().then((visited) => {
      isAnswered = true;
      return visited;
    });
    // Every other part of the answer has long been there by then.
    await scheduler.wait(200);
    expect(isAnswered).toBe(false);
    release();
    const { response, finish } = await visiting;
    expect([response.status, response.headers.get('location')]).toEqual([302, 'https://acme.example/']);
    await finish();
    expect(await clicks(tenant.workspaceId, 1)).toHaveLength(1);
  });

  it('goes on when a fallback has the click', async () => {
    const { go, tenant, counted } = await setUp({ down: ['queue', 'ledger'] });
    const { response, finish } = await go();
    expect(response.status).toBe(302);
    const { objects } = await env.VAULT.list({ prefix: 'spill/' });
    const spilled = await Promise.all(objects.map(async ({ key }) => (await env.VAULT.get(key))?.text()));
    expect(spilled.filter((text) => text?.includes(tenant.workspaceId))).toHaveLength(1);
    await finish();
    expect(counted.at(-1)).toBe('capture_by_spill');
  });

  it.each([['GET', {}] as const, ['HEAD', {}] as const, ['GET', { rewrite: true }] as const])(
    'by %s that nobody can keep is answered 503 and tells when to come again (link %j)',
    async (method, link) => {
      const { go, counted, tenant } = await setUp({ down: ['queue', 'ledger', 'vault'], link });
      const { response, finish } = await go(method);
      expect(response.status).toBe(503);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(response.headers.get('location')).toBeNull();
      await finish();
      expect(counted.at(-1)).toBe('capture_refused');
      const row = await env.CONTROL.prepare('SELECT name, clicks FROM capture_troubles WHERE workspace_id = ?')
        .bind(tenant.workspaceId)
        .first();
      expect(row).toEqual({ name: 'refused', clicks: 1 });
    },
  );
});

describe('a visit outside strict mode', () => {
  it('is never held up, and a click that is lost is reported', async () => {
    const { go, counted, tenant } = await setUp({ strict: false, down: ['queue', 'ledger', 'vault'] });
    const { response, finish } = await go();
    expect(response.status).toBe(302);
    await finish();
    expect(counted.at(-1)).toBe('capture_lost');
    const row = await env.CONTROL.prepare('SELECT name, clicks FROM capture_troubles WHERE workspace_id = ?')
      .bind(tenant.workspaceId)
      .first();
    expect(row).toEqual({ name: 'lost', clicks: 1 });
  });
});

it('an instance with CLICK_ACK=before is strict for everybody', async () => {
  const everybody = createEdge({ ...env, CLICK_ACK: 'before' as never });
  const rule = await everybody.strict(() => {});
  expect(rule('ws_anybody')).toBe(true);
  expect(() => createEdge({ ...env, CLICK_ACK: 'never' as never })).toThrow(/CLICK_ACK.*never/);
});
