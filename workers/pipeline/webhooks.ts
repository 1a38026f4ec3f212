/** What webhooks need in the pipeline: contexts, the clicks to tell of, and the jobs. */
import type { Conversion } from '#core/conversion/ports.ts';
import type { EventRow } from '#core/event/row.ts';
import { NO_TOTALS, type Totals } from '#core/ledger/contract.ts';
import { createSealer } from '#core/secret/seal.ts';
import { tellConversion } from '#core/webhook/conversion-events.ts';
import { isToldClick, tellClicks, type TellContext, tellLinkChanges } from '#core/webhook/link-events.ts';
import type { DeliverContext } from '#core/webhook/ports.ts';
import { D1DueDeliveries } from '#platform/d1/control/due-deliveries.ts';
import { webhookAlerts } from '#platform/d1/control/webhook-alerts.ts';
import { WorkspaceDeliveries, WorkspaceWebhooks } from '#platform/d1/control/webhooks.ts';
import { WorkspaceTags } from '#platform/d1/labels/workspace-tags.ts';
import { WorkspaceLinks } from '#platform/d1/links/workspace-links.ts';
import { WorkspaceCustomers } from '#platform/d1/links/customers.ts';
import { waitingSince, WorkspaceOutbox } from '#platform/d1/links/outbox.ts';
import { openOutbound } from '#platform/fetch/outbound.ts';
import type { Log } from '#platform/log/log.ts';
import { httpMailer } from '#platform/mail/mailer.ts';
import { wakeThrough } from '#platform/queue/wake.ts';
import { shardOfAnyWorkspace } from './cron/links-of-workspace.ts';
import type { PipelineConfig } from './env.ts';

/** A new webhook hears clicks after this at the latest. */
const LISTENERS_FRESH_MS = 10_000;
/** When D1 does not answer, who listened a moment ago still does. */
const LISTENERS_STALE_MS = 300_000;
/** Younger changes are told by the request that made them. */
const SETTLING_MS = 30_000;
const MAX_WORKSPACES = 50;
const MAX_CHANGES = 500;

export function deliverContextOf(config: PipelineConfig, log: Log): DeliverContext {
  return {
    deliveries: new D1DueDeliveries(config.control),
    sealer: createSealer(config.sealSecret),
    outbound: openOutbound(config.outbound),
    now: Date.now,
    ...webhookAlerts(config.control, httpMailer(config.mail, config.control, log), Date.now),
  };
}

/** What telling works with. */
export type TellConfig = Pick<PipelineConfig, 'addresses' | 'control' | 'ledgers' | 'webhookQueue'>;

function tellContextOf(config: TellConfig, shard: D1Database, workspaceId: string): TellContext {
  const ledger = config.ledgers.get(config.ledgers.nameOf(workspaceId));
  return {
    addresses: config.addresses,
    webhooks: new WorkspaceWebhooks(config.control, workspaceId),
    deliveries: new WorkspaceDeliveries(config.control, workspaceId),
    tags: new WorkspaceTags(shard, workspaceId),
    nudge: wakeThrough(config.webhookQueue),
    now: Date.now,
    totals: async (linkIds) =>
      (await ledger.totals(workspaceId, linkIds).catch(() => undefined))?.links ?? linkIds.map((): Totals => NO_TOTALS),
  };
}

let listeners: { workspaces: ReadonlySet<string>; readAt: number; asked: number } | undefined;

/** One invocation asks for all that run beside it: they go on with what was known a moment ago. */
async function listening(config: PipelineConfig): Promise<ReadonlySet<string>> {
  const now = Date.now();
  const known = listeners && now - listeners.readAt < LISTENERS_STALE_MS ? listeners : undefined;
  if (known && now - known.asked < LISTENERS_FRESH_MS) return known.workspaces;
  if (known) known.asked = now;
  try {
    const workspaces = new Set(await new D1DueDeliveries(config.control).listening('link.clicked'));
    listeners = { workspaces, readAt: now, asked: now };
    return workspaces;
  } catch (error) {
    if (known) return known.workspaces;
    throw error;
  }
}

/**
 * Tells webhooks of clicks that the ledgers have counted. Throws when that could not be stored: the messages then come again, are
 * duplicates to the ledgers, and known events here.
 */
export async function tellCounted(config: PipelineConfig, rows: readonly EventRow[]): Promise<void> {
  const clicks = rows.filter(isToldClick);
  if (clicks.length === 0) return;
  const heard = await listening(config);
  const byWorkspace = Map.groupBy(
    clicks.filter((row) => heard.has(row.workspace_id)),
    (row) => row.workspace_id,
  );
  for (const [workspaceId, told] of byWorkspace) {
    const shard = await shardOfAnyWorkspace(config, workspaceId);
    if (!shard) continue;
    const found = await new WorkspaceLinks(shard, workspaceId).byIds([...new Set(told.map((row) => row.link_id))]);
    await tellClicks(tellContextOf(config, shard, workspaceId), told, new Map(found.map((link) => [link.id, link])));
  }
}

/** Tells of a lead or a sale that the request which accepted it could not hand on. */
export function tellHandedOn(config: TellConfig, shard: D1Database, conversion: Conversion): Promise<void> {
  const { workspaceId } = conversion.event;
  const customers = new WorkspaceCustomers(shard, workspaceId);
  const links = new WorkspaceLinks(shard, workspaceId);
  return tellConversion({ ...tellContextOf(config, shard, workspaceId), customers, links }, conversion);
}

/** Changes of links that no request got to tell of. */
export async function tellLateChanges(config: PipelineConfig, now: number): Promise<{ told: number }> {
  let told = 0;
  for (const shard of config.linkShards) {
    for (const workspaceId of await waitingSince(shard, now - SETTLING_MS, MAX_WORKSPACES)) {
      const outbox = new WorkspaceOutbox(shard, workspaceId);
      told += await tellLinkChanges(tellContextOf(config, shard, workspaceId), outbox, MAX_CHANGES);
    }
  }
  return { told };
}
