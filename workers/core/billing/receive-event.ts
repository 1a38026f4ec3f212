/**
 * Takes an event of the provider's. An event only says that something changed: what holds now is asked of the provider, so it does
 * not matter in which order, or how often, events arrive.
 */
import type { AuditAction } from '../audit/actions.ts';
import type { AuditEntry } from '../audit/entry.ts';
import { newEntityId } from '../id/entity-id.ts';
import type { PlanName } from '../plan/plan.ts';
import type { BillingAccount, BillingBook, BillingEvent, BillingProvider, Subscription } from './ports.ts';

export interface EventContext {
  provider: BillingProvider;
  book: BillingBook;
  /** The plan of a workspace that pays for none. */
  unpaidPlan: PlanName;
  requestId: string;
  now(): number;
}

export type EventOutcome = 'applied' | 'repeated' | 'not ours';

/** Throws when it could not be applied; the provider then sends it again. */
export async function receiveEvent(context: EventContext, event: BillingEvent): Promise<EventOutcome> {
  const { provider, book } = context;
  if (await book.isKnown(event.id)) return 'repeated';
  if (event.subscriptionId === null) return note(context, event);
  const checkedAt = context.now();
  const subscription = await provider.subscription(event.subscriptionId);
  const account = await book.byCustomer(subscription.customerId);
  if (!account || isOutdated(account, subscription)) return note(context, event);
  const { workspaceId } = account;
  const plan = subscription.isLive ? subscription.plan : context.unpaidPlan;
  const entry = entryOf(context, workspaceId, plan, subscription);
  await book.record(event, { workspaceId, subscription, plan, checkedAt, entry }, context.now());
  return 'applied';
}

/** The end of an earlier subscription says nothing about the one that took its place. */
function isOutdated(account: BillingAccount, subscription: Subscription): boolean {
  return !subscription.isLive && account.subscriptionId !== null && account.subscriptionId !== subscription.id;
}

async function note(context: EventContext, event: BillingEvent): Promise<EventOutcome> {
  await context.book.record(event, undefined, context.now());
  return 'not ours';
}

function entryOf(context: EventContext, workspaceId: string, plan: PlanName, subscription: Subscription): AuditEntry {
  const nowMs = context.now();
  const { id, status } = subscription;
  return {
    id: newEntityId('auditEntry', nowMs),
    workspaceId,
    actor: 'system:billing',
    action: 'workspace.change-plan' satisfies AuditAction,
    target: workspaceId,
    change: JSON.stringify({ after: { plan, subscription: id, status } }),
    requestId: context.requestId,
    ipHash: null,
    createdAt: nowMs,
  };
}
