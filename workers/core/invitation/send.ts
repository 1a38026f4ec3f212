/** Invites people by mail: sends an invitation, sends it again, takes it back, lists those under way. */
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { newEntityId } from '../id/entity-id.ts';
import { invitation as invitationLetter } from '../mail/letters.ts';
import type { Invitation, InvitationContext } from './ports.ts';
import { newInvitationSecret } from './secret.ts';
import type { InviteInput } from './wire.ts';

const DAY_MS = 86_400_000;
export const INVITATION_DAYS = 7;
/** Invitations under way; more would make a mail cannon of a workspace. */
export const MAX_INVITATIONS = 100;
/** Between two mails of one invitation. */
const RESEND_AFTER_MS = 60_000;

export async function listInvitations({ actor, invitations }: InvitationContext): Promise<Invitation[]> {
  requireScope(actor, 'members.read');
  return invitations.all();
}

/** Throws `conflict` when the address is invited or belongs to a member already, `forbidden` when the plan has no seat left. */
export async function invite(context: InvitationContext, input: InviteInput): Promise<Invitation> {
  const { actor, invitations, members, entitlements, now } = context;
  requireScope(actor, 'members.write');
  const email = input.email.toLowerCase();
  if ((await members.all()).some((member) => member.email.toLowerCase() === email))
    throw new AppError('conflict', `email: ${email} belongs to a member of this workspace already.`);
  const underWay = await invitations.all();
  if (underWay.length >= MAX_INVITATIONS)
    throw new AppError(
      'forbidden',
      `${MAX_INVITATIONS} invitations are under way. Take back some that nobody accepts.`,
    );
  // Who is invited has a seat kept.
  const kept = underWay.filter(({ expiresAt }) => expiresAt > now()).length;
  if (kept > 0) await entitlements.require('members', kept);
  await entitlements.require('members');
  const { secret, hash } = await newInvitationSecret();
  const made: Invitation = {
    id: newEntityId('invitation', now()),
    workspaceId: invitations.workspaceId,
    email,
    role: input.role,
    tokenHash: hash,
    invitedBy: actor.userId,
    createdAt: now(),
    expiresAt: now() + INVITATION_DAYS * DAY_MS,
  };
  const entry = auditEntry(actor, 'invitation.create', made.id, { after: { email, role: made.role } }, now());
  if (!(await invitations.insert(made, entry)))
    throw new AppError('conflict', `email: ${email} is invited already. Send that invitation again, or take it back.`);
  await mail(context, made, secret);
  return made;
}

/** With a new link; the old one stops working. Throws `rate_limit_exceeded` right after the last mail. */
export async function resendInvitation(context: InvitationContext, id: string): Promise<Invitation> {
  const { actor, invitations, now } = context;
  requireScope(actor, 'members.write');
  const before = await load(context, id);
  const sentAt = before.expiresAt - INVITATION_DAYS * DAY_MS;
  if (now() - sentAt < RESEND_AFTER_MS)
    throw new AppError('rate_limit_exceeded', 'This invitation was sent a moment ago. Wait a minute.');
  const { secret, hash } = await newInvitationSecret();
  const renewed = { tokenHash: hash, expiresAt: now() + INVITATION_DAYS * DAY_MS };
  const entry = auditEntry(actor, 'invitation.resend', id, { after: { expiresAt: renewed.expiresAt } }, now());
  if (!(await invitations.renew(id, renewed, entry))) throw unknown(id);
  const after = { ...before, ...renewed };
  await mail(context, after, secret);
  return after;
}

export async function revokeInvitation(context: InvitationContext, id: string): Promise<void> {
  const { actor, invitations, now } = context;
  requireScope(actor, 'members.write');
  const { email, role } = await load(context, id);
  const entry = auditEntry(actor, 'invitation.revoke', id, { before: { email, role } }, now());
  if (!(await invitations.remove(id, entry))) throw unknown(id);
}

async function load({ invitations }: InvitationContext, id: string): Promise<Invitation> {
  const found = await invitations.find(id);
  if (!found) throw unknown(id);
  return found;
}

function unknown(id: string): AppError {
  return new AppError('not_found', `No invitation "${id}" is under way in this workspace.`);
}

/** The secret stands in the fragment of the address, which browsers send to nobody. */
async function mail(context: InvitationContext, { email, role }: Invitation, secret: string): Promise<void> {
  const url = `${context.webUrl}/invitation#token=${secret}`;
  const inviter = await context.inviter();
  const about = { workspace: context.actor.workspace.name, inviter, role, url, days: INVITATION_DAYS };
  context.post(email, invitationLetter(about));
}
