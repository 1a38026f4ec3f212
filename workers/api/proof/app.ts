/** The routes of the proof, each translating one request into one verb. */
import type { Context } from 'hono';
import { AppError } from '#core/error/app-error.ts';
import type { ProofStore } from '#core/proof/audit-workspace.ts';
import { auditLastDays, type ProofContext, readReceipt, repairDay } from '#core/proof/verbs.ts';
import { ClickHouseError } from '#platform/clickhouse/client.ts';
import { clickHouseProof } from '#platform/clickhouse/proof.ts';
import { clickHouseRollups } from '#platform/clickhouse/repair.ts';
import { troublesOf } from '#platform/d1/control/capture-troubles.ts';
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
    store: explained(clickHouseProof(config.clickhouse)),
    rollups: clickHouseRollups(config.clickhouse),
    troubles: () => troublesOf(config.control, actor.workspace.id),
    now: Date.now,
  };
}

/** A store that is away is not our failure; a store that refuses the question is. */
function explained(store: ProofStore): ProofStore {
  const explain = (error: unknown): never => {
    if (error instanceof ClickHouseError) throw error;
    const message = 'The analytical store does not answer at the moment. Nothing is lost; try again.';
    throw new AppError('service_unavailable', message, { cause: error });
  };
  return {
    storedByDay: (workspaceId, from, to) => store.storedByDay(workspaceId, from, to).catch(explain),
    suspects: (workspaceId, day) => store.suspects(workspaceId, day).catch(explain),
  };
}
