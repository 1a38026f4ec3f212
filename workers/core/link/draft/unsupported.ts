/** Refuses references to things a workspace does not have, instead of dropping them silently. */
import { refusal } from '../../error/refuse.ts';
import type { UpdateLinkInput } from '../input.ts';

/** Tags, folders and per-link webhooks cannot be made yet, so no id or name of one can be right. */
export function refuseUnknownReferences(input: UpdateLinkInput): void {
  const firstTag = first(input.tagIds) ?? first(input.tagId ?? undefined);
  if (firstTag !== undefined) throw refusal('tagIds', 'this workspace has no such tag', firstTag);
  const firstName = first(input.tagNames);
  if (firstName !== undefined) throw refusal('tagNames', 'this workspace has no such tag', firstName);
  if (input.folderId) throw refusal('folderId', 'this workspace has no such folder', input.folderId);
  const firstWebhook = first(input.webhookIds ?? undefined);
  if (firstWebhook !== undefined) throw refusal('webhookIds', 'this workspace has no such webhook', firstWebhook);
}

function first(value: string | string[] | undefined): string | undefined {
  const list = typeof value === 'string' ? value.split(',') : (value ?? []);
  return list.map((entry) => entry.trim()).find((entry) => entry !== '');
}
