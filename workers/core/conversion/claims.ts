/** What makes two reports the same lead or the same sale. */

const DAY_MS = 86_400_000;
/** A customer's lead of one name counts once within this time. */
export const LEAD_WINDOW_MS = 7 * DAY_MS;
const PREFIX = { lead: 'lead', invoice: 'invoice', sale: 'sale' } as const;

export function leadClaim(customerId: string, eventName: string): string {
  return `${PREFIX.lead} ${customerId} ${eventName}`;
}

/** An invoice is paid once. Without its id every report is a sale of its own. */
export function saleClaim(invoiceId: string | null | undefined, eventId: string): string {
  return invoiceId ? `${PREFIX.invoice} ${invoiceId}` : `${PREFIX.sale} ${eventId}`;
}

/** True for claims that no later report can have. */
export function isUnrepeatable(claim: string): boolean {
  return claim.startsWith(`${PREFIX.sale} `);
}

/** All leads of a customer begin with this. */
export function leadClaimsOf(customerId: string): string {
  return `${PREFIX.lead} ${customerId} `;
}
