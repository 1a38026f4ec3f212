import { env as bindings } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { saleClaim } from '#core/conversion/claims.ts';
import { conversion } from '#core/event/testing/conversion.ts';
import { newEntityId } from '#core/id/entity-id.ts';
import { undelivered, WorkspaceConversions } from '#platform/d1/links/conversions.ts';
import { createLog } from '#platform/log/log.ts';
import { readEnv } from '../env.ts';
import { deliverConversions } from './deliver-conversions.ts';

const config = readEnv(bindings as unknown as PipelineEnv);
const log = createLog({ worker: 'pipeline' });

it('a sale that the api could not hand on is counted by the next run, once, and one of this moment is left alone', async () => {
  const workspaceId = newEntityId('workspace', Date.now());
  const conversions = new WorkspaceConversions(config.linkShards[1] as D1Database, workspaceId);
  const now = Date.now();
  const event = conversion({ workspaceId, ts: now - 31_000, invoiceId: 'in_1' });
  const fresh = conversion({ workspaceId, ts: now - 1_000 });
  for (const each of [event, fresh]) {
    const claim = saleClaim(each.invoiceId, each.id);
    await conversions.accept({ claim, customerId: each.customerId, event: each, quantity: 2 }, 0);
  }
  expect(await deliverConversions(config, log, () => now)).toEqual({ delivered: 1, failed: 0 });
  expect(await deliverConversions(config, log, () => now)).toEqual({ delivered: 0, failed: 0 });
  const ledger = config.ledgers.get(config.ledgers.nameOf(workspaceId));
  expect((await ledger.totals(workspaceId, [event.linkId])).links).toMatchObject([
    { sales: 2, saleAmount: 2_000, conversions: 2, clicks: 0, hits: 0 },
  ]);
  const failing = {
    ...config,
    ledgers: { ...config.ledgers, get: () => ({ ...ledger, capture: () => Promise.reject(new Error('away')) }) },
  };
  const outcome = await deliverConversions(failing, log, () => now + 60_000);
  expect(outcome).toEqual({ delivered: 0, failed: 1 });
  expect(await undelivered(config.linkShards[1] as D1Database, now, 10)).toHaveLength(1);
});
