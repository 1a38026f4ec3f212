/** Strict mode through the whole running stack: a visitor goes on only when his click is durable, whatever refuses. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newEntityId } from '#core/id/entity-id.ts';
import { apiOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { linkRows, newTenant, tenantRows } from '../support/tenant.ts';
import { NO_FAULTS, type Orders } from './faults.ts';
import { ask } from './offer.ts';
import { onFreshStack } from './campaign.ts';
import type { Ground } from './run-seed.ts';

const MINUTE_CRON = '* * * * *';
const ON_THE_WAY = 302;
const TRY_AGAIN = 503;

let ground: Ground;
let stopped: Promise<void>;
const finished = Promise.withResolvers<void>();
const tenant = newTenant();
const link = { key: 'strict', linkId: newEntityId('link', Date.now()), url: 'https://destination.example/' };

beforeAll(async () => {
  const ready = Promise.withResolvers<Ground>();
  stopped = onFreshStack(undefined, async (fresh) => {
    ready.resolve(fresh);
    await finished.promise;
  });
  stopped.catch(ready.reject);
  ground = await ready.promise;
  const { stack } = ground;
  for (const rows of [await tenantRows(tenant), linkRows(tenant, link)]) await stack.call('write', rows);
  // Salts for the visitors.
  await stack.call('cron', MINUTE_CRON);
});

afterAll(async () => {
  finished.resolve();
  await stopped;
});

/** As curl would: one request, and the status of its answer. */
function click(): Promise<number> {
  const headers = {
    host: tenant.domain,
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0',
  };
  return ask(`${ground.stack.facts.edgeUrl}/${link.key}`, { headers });
}

async function refuse(what: { queue?: boolean; ledger?: boolean; vault?: boolean }): Promise<void> {
  const share = (isRefused = false): number => (isRefused ? 1 : 0);
  const faults: Orders['faults'] = {
    queue: { ...NO_FAULTS.queue, refused: share(what.queue) },
    ledger: { ...NO_FAULTS.ledger, refused: share(what.ledger) },
    vault: { refused: share(what.vault) },
  };
  await ground.stack.call('orders', { dice: 'strict', faults });
}

const hits = async (): Promise<number> =>
  (await ground.stack.call('figures', tenant.workspaceId, [link.linkId])).workspace.hits;

it('lets visitors go at once while the workspace does not ask for more, even when nothing takes the click', async () => {
  await refuse({ queue: true, ledger: true, vault: true });
  expect(await click()).toBe(ON_THE_WAY);
});

it('is switched on by an owner through the api, and reaches the edge', async () => {
  const api = apiOf(ground.stack.facts.apiUrl, tenant.token);
  const { status, body } = await api('PATCH', `/workspaces/${tenant.workspaceId}`, { clickAck: 'before' });
  expect({ status, body }).toMatchObject({ status: 200, body: { clickAck: 'before' } });
  await eventually(async () => expect(await click()).toBe(TRY_AGAIN), 60_000);
});

it('answers 302 as long as one of queue, ledger and vault takes the click, and every such click is counted once', async () => {
  await refuse({});
  await ground.stack.call('cron', MINUTE_CRON);
  let before = -1;
  await eventually(async () => {
    const now = await hits();
    const isStill = now === before;
    before = now;
    expect(isStill).toBe(true);
  });
  const outages = [{}, { queue: true }, { queue: true, ledger: true }, { queue: true, vault: true }, { ledger: true }];
  for (const outage of outages) {
    await refuse(outage);
    expect(await click()).toBe(ON_THE_WAY);
  }
  await refuse({ queue: true, ledger: true, vault: true });
  expect(await click()).toBe(TRY_AGAIN);
  await refuse({});
  await ground.stack.call('cron', MINUTE_CRON);
  await eventually(async () => expect(await hits()).toBe(before + outages.length), 30_000);
});

it('says in the receipt which clicks were refused', async () => {
  const api = apiOf(ground.stack.facts.apiUrl, tenant.token);
  await eventually(async () => {
    const { body } = await api<{ capture: { refused: number } }>('GET', '/receipt');
    expect(body.capture.refused).toBeGreaterThan(0);
  }, 30_000);
});
