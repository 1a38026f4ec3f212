/** What the webhook verbs work with, opened for an actor. */
import type { Actor } from '#core/access/actor.ts';
import { NO_TOTALS, type Totals } from '#core/ledger/contract.ts';
import { createSealer } from '#core/secret/seal.ts';
import type { TellContext } from '#core/webhook/link-events.ts';
import type { DeliverContext, WebhookContext } from '#core/webhook/ports.ts';
import { D1DueDeliveries } from '#platform/d1/control/due-deliveries.ts';
import { webhookAlerts } from '#platform/d1/control/webhook-alerts.ts';
import { WorkspaceDeliveries, WorkspaceWebhooks } from '#platform/d1/control/webhooks.ts';
import { WorkspaceTags } from '#platform/d1/labels/workspace-tags.ts';
import { describeError } from '#platform/log/log.ts';
import { httpMailer } from '#platform/mail/mailer.ts';
import { wakeThrough } from '#platform/queue/wake.ts';
import { type Services, shardOf } from '../services.ts';

export function webhookContextOf({ config }: Services, actor: Actor): WebhookContext {
  return {
    actor,
    webhooks: new WorkspaceWebhooks(config.control, actor.workspace.id),
    deliveries: new WorkspaceDeliveries(config.control, actor.workspace.id),
    sealer: createSealer(config.sealSecret),
    policy: config.outbound,
    now: Date.now,
  };
}

export function deliverContextOf({ config, log, outbound }: Services): DeliverContext {
  return {
    deliveries: new D1DueDeliveries(config.control),
    sealer: createSealer(config.sealSecret),
    outbound,
    now: Date.now,
    ...webhookAlerts(config.control, httpMailer(config.mail, config.control, log), Date.now),
  };
}

/** For a lead, a sale, or what has changed: what `dispatchEvents` needs to store deliveries and wake the deliverer. */
export function tellContextOf(services: Services, workspace: Actor['workspace']): TellContext {
  const { config, addresses, log } = services;
  const workspaceId = workspace.id;
  return {
    addresses,
    webhooks: new WorkspaceWebhooks(config.control, workspaceId),
    deliveries: new WorkspaceDeliveries(config.control, workspaceId),
    tags: new WorkspaceTags(shardOf(services, { workspace }), workspaceId),
    nudge: wakeThrough(config.webhookQueue),
    now: Date.now,
    totals: async (linkIds) => {
      try {
        return (await config.ledgerOf(workspaceId).totals(workspaceId, linkIds)).links;
      } catch (error) {
        log.warn('webhook.totals_unavailable', { workspaceId, error: describeError(error) });
        return linkIds.map((): Totals => NO_TOTALS);
      }
    },
  };
}
