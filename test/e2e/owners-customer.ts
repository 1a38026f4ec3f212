/** A customer of the owner's, for the isolation suite to look for. */
import { expect } from 'vitest';
import type { TestStack } from '../support/stack.ts';

type Api = ReturnType<TestStack['api']>;

/** A customer who has paid an invoice, and the click that brought them. */
export async function customersFacts(api: Api, words: string): Promise<Record<string, string>> {
  const clickId = (await api<{ click_id: string }[]>('GET', '/events?interval=24h')).body[0]?.click_id ?? '';
  const names = { customerExternalId: 'owners-customer', invoiceId: 'owners-invoice' };
  const lead = { clickId, eventName: 'Sign up', ...names, customerName: words, mode: 'wait' };
  expect((await api('POST', '/track/lead', lead)).status).toBe(200);
  expect((await api('POST', '/track/sale', { ...names, amount: 100 })).status).toBe(200);
  const { id } = (await api<{ id: string }>('GET', `/customers/ext_${names.customerExternalId}`)).body;
  return { ...names, clickId, customerId: id };
}
