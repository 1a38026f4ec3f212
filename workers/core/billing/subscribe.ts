/** Leads a person to the provider's pages: to subscribe, or to look after what they have. No card ever passes through here. */
import { requireScope } from '../access/actor.ts';
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import type { BillingAccount, BillingContext, BillingProvider } from './ports.ts';
import type { CheckoutInput, WireBilling } from './wire.ts';

/** States in which a subscription still can be looked after; any other has ended. */
const OPEN_STATES: ReadonlySet<string> = new Set(['active', 'trialing', 'past_due', 'unpaid', 'paused']);

/** @returns the address to send the person to. Throws `conflict` when there is a subscription already. */
export async function startCheckout(context: BillingContext, input: CheckoutInput): Promise<string> {
  requireScope(context.actor, 'billing.write');
  const provider = configured(context);
  const { plan, interval = 'month' } = input;
  if (!provider.sells(plan, interval))
    throw refusal('plan', `cannot be bought by the ${interval} on this instance`, plan);
  const account = await context.account.read();
  if (account && isOpen(account))
    throw new AppError('conflict', 'This workspace has a subscription. Change it in the billing portal.');
  const { id, name } = context.actor.workspace;
  const customerId = account?.customerId ?? (await context.account.open(await provider.createCustomer({ id, name })));
  const [successUrl, cancelUrl] = ['done', 'cancelled'].map(
    (outcome) => `${context.returnUrl}?checkout=${outcome}`,
  ) as [string, string];
  return provider.checkout({ customerId, workspaceId: id, plan, interval, successUrl, cancelUrl });
}

/** @returns the address to send the person to. Throws `not_found` before the first checkout. */
export async function openPortal(context: BillingContext): Promise<string> {
  requireScope(context.actor, 'billing.write');
  const provider = configured(context);
  const account = await context.account.read();
  if (!account)
    throw new AppError('not_found', 'This workspace has not paid for anything yet. Start a checkout first.');
  return provider.portal(account.customerId, context.returnUrl);
}

export async function readBilling(context: BillingContext): Promise<WireBilling> {
  requireScope(context.actor, 'billing.read');
  const account = await context.account.read();
  return {
    configured: context.provider !== undefined,
    plan: context.actor.workspace.plan,
    status: account?.status ?? null,
    periodEnd: account?.periodEnd ? new Date(account.periodEnd).toISOString() : null,
    cancelAtPeriodEnd: account?.cancelAtPeriodEnd ?? false,
  };
}

/** True while the provider still looks after it. */
export function isOpen({ status }: Pick<BillingAccount, 'status'>): boolean {
  return status !== null && OPEN_STATES.has(status);
}

function configured({ provider }: BillingContext): BillingProvider {
  if (provider) return provider;
  throw notConfigured();
}

export function notConfigured(): AppError {
  return new AppError('forbidden', 'Billing is not configured on this instance. Ask whoever runs it for another plan.');
}
