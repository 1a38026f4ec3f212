/** Things that take more than one request to make, for the suite that keeps tenants apart. */
import { expect } from 'vitest';
import type { Api } from './api.ts';
import type { Facts } from './openapi/attempts.ts';

/** What hangs on the owner's link. */
export async function factsAroundLink(call: Api, linkId: string, words: string): Promise<Facts> {
  const comment = await call<{ id: string }>('POST', `/links/${linkId}/comments`, { body: words });
  const history = await call<{ id: string }[]>('GET', `/links/${linkId}/history`);
  return { commentId: comment.body.id, entryId: history.body.at(-1)?.id ?? '' };
}

/** A customer who has paid an invoice, and the click that brought them. */
export async function factsOfCustomer(api: Api, words: string): Promise<Facts> {
  const clickId = (await api<{ click_id: string }[]>('GET', '/events?interval=24h')).body[0]?.click_id ?? '';
  const names = { customerExternalId: 'owners-customer', invoiceId: 'owners-invoice' };
  const lead = { clickId, eventName: 'Sign up', ...names, customerName: words, mode: 'wait' };
  expect((await api('POST', '/track/lead', lead)).status).toBe(200);
  expect((await api('POST', '/track/sale', { ...names, amount: 100 })).status).toBe(200);
  const { id } = (await api<{ id: string }>('GET', `/customers/ext_${names.customerExternalId}`)).body;
  return { ...names, clickId, customerId: id };
}
