/** An event as webhooks hear of it, and which webhooks do. */
import type { Webhook, WebhookEventName } from './webhook.ts';

export interface WebhookEvent {
  /** The same event, however often it is told: `evt_…`. A webhook gets each id once. */
  id: string;
  event: WebhookEventName;
  /** Unix ms. */
  createdAt: number;
  data: unknown;
  /** The link it is about, for webhooks that listen to some links only. */
  linkId?: string;
  folderId?: string | null;
}

/** What happens to every link of a workspace; the others can be narrowed to links and folders. */
const UNSCOPED: ReadonlySet<WebhookEventName> = new Set(['link.created', 'link.updated', 'link.deleted']);

type Listener = Pick<Webhook, 'triggers' | 'linkIds' | 'folderIds' | 'disabledAt'>;

export function hears(webhook: Listener, { event, linkId, folderId }: WebhookEvent): boolean {
  if (webhook.disabledAt !== null || !webhook.triggers.includes(event)) return false;
  if (UNSCOPED.has(event) || (webhook.linkIds.length === 0 && webhook.folderIds.length === 0)) return true;
  return (
    (linkId !== undefined && webhook.linkIds.includes(linkId)) || (!!folderId && webhook.folderIds.includes(folderId))
  );
}

/** The body of a delivery. Its bytes are signed, so it is written once and kept. */
export function bodyOf({ id, event, createdAt, data }: WebhookEvent): string {
  return JSON.stringify({ id, event, createdAt: new Date(createdAt).toISOString(), data });
}
