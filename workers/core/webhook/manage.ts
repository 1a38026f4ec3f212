/** Creates, changes, deletes and reads webhooks. The secret is shown when it is made, and never again. */
import type { AuditAction } from '../audit/actions.ts';
import { requireScope } from '../access/actor.ts';
import { auditEntry, type Change } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { newEntityId } from '../id/entity-id.ts';
import { parseWebhookUrl } from './address.ts';
import type { WebhookContext } from './ports.ts';
import { newWebhookSecret } from './secret.ts';
import { MAX_WEBHOOKS, type Webhook } from './webhook.ts';
import type { CreateWebhookInput, UpdateWebhookInput } from './wire.ts';

export interface WithSecret {
  webhook: Webhook;
  secret: string;
}

export async function listWebhooks(context: WebhookContext): Promise<Webhook[]> {
  requireScope(context.actor, 'webhooks.read');
  return context.webhooks.all();
}

/** Throws `not_found`. */
export async function getWebhook(context: WebhookContext, id: string): Promise<Webhook> {
  requireScope(context.actor, 'webhooks.read');
  return loadWebhook(context, id);
}

/** Throws `unprocessable_entity`, `forbidden` (too many). */
export async function createWebhook(context: WebhookContext, input: CreateWebhookInput): Promise<WithSecret> {
  requireScope(context.actor, 'webhooks.write');
  const url = parseWebhookUrl(input.url, context.policy);
  if ((await context.webhooks.all()).length >= MAX_WEBHOOKS)
    throw new AppError('forbidden', `A workspace can have ${MAX_WEBHOOKS} webhooks.`);
  const now = context.now();
  const secret = newWebhookSecret();
  const webhook: Webhook = {
    id: newEntityId('webhook', now),
    workspaceId: context.webhooks.workspaceId,
    name: input.name,
    url,
    sealedSecret: await context.sealer.seal(secret),
    triggers: [...new Set(input.triggers)],
    linkIds: input.linkIds ?? [],
    folderIds: input.folderIds ?? [],
    disabledAt: null,
    failures: 0,
    failingSince: null,
    createdAt: now,
    updatedAt: now,
  };
  await context.webhooks.insert(
    webhook,
    entryOf(context, 'webhook.create', webhook.id, { after: shown(webhook) }, now),
  );
  return { webhook, secret };
}

/** Switching on again forgets earlier failures. Throws `not_found`, `unprocessable_entity`. */
export async function updateWebhook(context: WebhookContext, id: string, input: UpdateWebhookInput): Promise<Webhook> {
  requireScope(context.actor, 'webhooks.write');
  const before = await loadWebhook(context, id);
  const now = context.now();
  const after: Webhook = {
    ...before,
    name: input.name ?? before.name,
    url: input.url === undefined ? before.url : parseWebhookUrl(input.url, context.policy),
    triggers: input.triggers === undefined ? before.triggers : [...new Set(input.triggers)],
    linkIds: input.linkIds ?? before.linkIds,
    folderIds: input.folderIds ?? before.folderIds,
    updatedAt: now,
  };
  if (input.disabled === true) after.disabledAt = before.disabledAt ?? now;
  if (input.disabled === false) Object.assign(after, { disabledAt: null, failures: 0, failingSince: null });
  return save(context, 'webhook.update', before, after);
}

/** The old secret ends at once. Throws `not_found`. */
export async function rotateSecret(context: WebhookContext, id: string): Promise<WithSecret> {
  requireScope(context.actor, 'webhooks.write');
  const before = await loadWebhook(context, id);
  const secret = newWebhookSecret();
  const after = { ...before, sealedSecret: await context.sealer.seal(secret), updatedAt: context.now() };
  return { webhook: await save(context, 'webhook.rotate_secret', before, after), secret };
}

/** With its deliveries, also those that still wait. Throws `not_found`. */
export async function deleteWebhook(context: WebhookContext, id: string): Promise<void> {
  requireScope(context.actor, 'webhooks.write');
  const before = await loadWebhook(context, id);
  const entry = entryOf(context, 'webhook.delete', id, { before: shown(before) }, context.now());
  if (!(await context.webhooks.remove(id, entry))) throw notFound(id);
}

/** Without asking for a scope: for verbs that have asked for theirs. Throws `not_found`. */
export async function loadWebhook(context: WebhookContext, id: string): Promise<Webhook> {
  const webhook = await context.webhooks.find(id);
  if (!webhook) throw notFound(id);
  return webhook;
}

async function save(context: WebhookContext, action: AuditAction, before: Webhook, after: Webhook): Promise<Webhook> {
  const change = { before: shown(before), after: shown(after) };
  const entry = entryOf(context, action, before.id, change, after.updatedAt);
  if (!(await context.webhooks.update(after, entry))) throw notFound(before.id);
  return after;
}

function entryOf({ actor }: WebhookContext, action: AuditAction, id: string, change: Change, now: number) {
  return auditEntry(actor, action, id, change, now);
}

/** Never the secret, not even sealed. */
function shown({ name, url, triggers, linkIds, folderIds, disabledAt }: Webhook): Record<string, unknown> {
  return { name, url, triggers, linkIds, folderIds, disabledAt };
}

function notFound(id: string): AppError {
  return new AppError('not_found', `No webhook "${id}" in this workspace.`);
}
