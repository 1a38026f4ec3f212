/** The routes of the proof, each translating one request into one verb. */
import type { Context } from 'hono';
import { auditLastDays, type ProofContext, readReceipt, repairDay } from '#core/proof/verbs.ts';
import { clickHouseProof } from '#platform/clickhouse/proof.ts';
import { clickHouseRollups } from '#platform/clickhouse/repair.ts';
import { type ApiContext, actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { auditRoute, receiptRoute, repairDayRoute } from './routes.ts';

export const proofApp = createRouter()
  .openapi(auditRoute, async (c) => c.json(await auditLastDays(contextOf(c), c.req.valid('query').days), 200))
  .openapi(receiptRoute, async (c) => c.json(await readReceipt(contextOf(c)), 200))
  .openapi(repairDayRoute, async (c) => c.json(await repairDay(contextOf(c), c.req.valid('param').day), 200));

function contextOf(c: Context<ApiContext>): ProofContext {
  const { config } = c.get('services');
  const actor = actorOf(c);
  return {
    actor,
    ledger: config.ledgerOf(actor.workspace.id),
    store: clickHouseProof(config.clickhouse),
    rollups: clickHouseRollups(config.clickhouse),
    now: Date.now,
  };
}
