/** A webhook: an address of the customer's that hears of events, and the deliveries to it. */

export const WEBHOOK_EVENTS = [
  'link.created',
  'link.updated',
  'link.deleted',
  'link.clicked',
  'lead.created',
  'sale.created',
] as const;
export type WebhookEventName = (typeof WEBHOOK_EVENTS)[number];

export interface Webhook {
  id: string;
  workspaceId: string;
  name: string;
  url: string;
  /** See core/secret/seal.ts. */
  sealedSecret: string;
  triggers: WebhookEventName[];
  /** Clicks, leads and sales of these links or of links in these folders alone; both empty: of all. */
  linkIds: string[];
  folderIds: string[];
  /** Unix ms; set by hand or after too many failures. */
  disabledAt: number | null;
  /** Failed attempts in a row. */
  failures: number;
  failingSince: number | null;
  createdAt: number;
  updatedAt: number;
}

export type DeliveryState = 'waiting' | 'delivered' | 'failed';

export interface Delivery {
  id: string;
  webhookId: string;
  workspaceId: string;
  eventId: string;
  event: WebhookEventName;
  /** What is posted, byte for byte. */
  body: string;
  state: DeliveryState;
  attempts: number;
  nextAttemptAt: number;
  /** Of the last attempt: HTTP status, or a sentence why there was none. */
  status: number | null;
  error: string | null;
  response: string | null;
  tookMs: number | null;
  createdAt: number;
  updatedAt: number;
}

/** More addresses than this want a queue of their own. */
export const MAX_WEBHOOKS = 50;
export const MAX_SCOPE_IDS = 100;
