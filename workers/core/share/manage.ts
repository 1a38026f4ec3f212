/** Lists, changes and ends public pages. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { hashPassword } from '../link/password.ts';
import { readExpiry } from './expiry.ts';
import type { Share, ShareContext } from './share.ts';
import { presentShare, type UpdateShareInput, type WireShare } from './wire.ts';

export async function listShares({ actor, shares }: ShareContext): Promise<WireShare[]> {
  requireScope(actor, 'analytics.read');
  return (await shares.all()).map(presentShare);
}

/** A new password ends what was unlocked with the old one. Throws `not_found`. */
export async function updateShare(context: ShareContext, id: string, input: UpdateShareInput): Promise<WireShare> {
  const { actor, shares, now } = context;
  requireScope(actor, 'links.write');
  const before = await find(context, id);
  const at = now();
  const expiresAt = readExpiry(input.expiresAt, at);
  const after: Share = {
    ...before,
    name: input.name ?? before.name,
    showConversions: input.showConversions ?? before.showConversions,
    expiresAt: expiresAt === undefined ? before.expiresAt : expiresAt,
    passwordHash: await newHash(input.password, before.passwordHash),
    updatedAt: at,
  };
  const change = { before: shown(before), after: shown(after) };
  if (!(await shares.update(after, auditEntry(actor, 'share.update', id, change, at)))) throw unknown();
  return presentShare(after);
}

/** From then on its address leads nowhere. Throws `not_found`. */
export async function removeShare(context: ShareContext, id: string): Promise<{ id: string }> {
  const { actor, shares, now } = context;
  requireScope(actor, 'links.write');
  const before = await find(context, id);
  await shares.remove(id, auditEntry(actor, 'share.delete', id, { before: shown(before) }, now()));
  return { id };
}

function newHash(password: string | null | undefined, before: string | null): Promise<string> | string | null {
  if (password === undefined) return before;
  return password === null ? null : hashPassword(password);
}

async function find({ shares }: ShareContext, id: string): Promise<Share> {
  const share = await shares.find(id);
  if (!share) throw unknown();
  return share;
}

function unknown(): AppError {
  return new AppError('not_found', 'No share of this workspace has this id.');
}

/** The key is the right to look, so it stays out of the log. */
function shown(share: Share): Record<string, unknown> {
  const { key: _, ...rest } = presentShare(share);
  return rest;
}
