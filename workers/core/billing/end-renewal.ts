/** Keeps a workspace that is on its way out from being charged again. What is paid for is kept to its end. */
import type { BillingAccountStore, BillingProvider } from './ports.ts';
import { isOpen } from './subscribe.ts';

/**
 * Safe to repeat. Whoever keeps the workspace after all resumes the subscription on the provider's pages: nobody is charged
 * without having said so. Throws `service_unavailable` when the provider does not answer.
 */
export async function endRenewal(
  account: Pick<BillingAccountStore, 'read'>,
  provider: Pick<BillingProvider, 'endRenewal'> | undefined,
): Promise<void> {
  const known = await account.read();
  if (!provider || !known?.subscriptionId || !isOpen(known)) return;
  if (!known.cancelAtPeriodEnd) await provider.endRenewal(known.subscriptionId);
}
