/** Makes a public page. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import { seesEveryFolder } from '../folder/access.ts';
import { newEntityId } from '../id/entity-id.ts';
import { hashPassword } from '../link/password.ts';
import { readExpiry } from './expiry.ts';
import { MAX_SHARES, newShareKey, type Share, type ShareContext } from './share.ts';
import { type CreateShareInput, presentShare, type WireShare } from './wire.ts';

/** Throws `unprocessable_entity` for a link or folder that is not there for the actor. */
export async function createShare(context: ShareContext, input: CreateShareInput): Promise<WireShare> {
  const { actor, shares, now } = context;
  requireScope(actor, 'links.write');
  requireScope(actor, 'analytics.read');
  if ((await shares.all()).length >= MAX_SHARES)
    throw new AppError('forbidden', `A workspace can share ${MAX_SHARES} pages. Delete one that is not used.`);
  const at = now();
  const share: Share = {
    id: newEntityId('share', at),
    workspaceId: shares.workspaceId,
    key: newShareKey(),
    name: input.name,
    kind: input.kind,
    targetId: await targetOf(context, input),
    passwordHash: input.password ? await hashPassword(input.password) : null,
    showConversions: input.showConversions,
    expiresAt: readExpiry(input.expiresAt, at) ?? null,
    createdBy: actor.userId,
    seesAll: seesEveryFolder(actor),
    createdAt: at,
    updatedAt: at,
  };
  const { key: _, ...shown } = presentShare(share);
  await shares.insert(share, auditEntry(actor, 'share.create', share.id, { after: shown }, at));
  return presentShare(share);
}

async function targetOf(context: ShareContext, { kind, targetId }: CreateShareInput): Promise<string | null> {
  if (kind === 'workspace') {
    if (targetId !== undefined) throw refusal('targetId', 'cannot stand beside kind "workspace"', targetId);
    return null;
  }
  const found = targetId && (await (kind === 'link' ? context.links : context.folders).byId(targetId));
  if (!found) throw refusal('targetId', `this workspace has no such ${kind}`, targetId ?? '');
  return found.id;
}
