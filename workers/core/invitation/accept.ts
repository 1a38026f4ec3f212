/** Shows and accepts an invitation by the secret from its mail. */
import type { Actor, Workspace } from '../access/actor.ts';
import { auditEntry, type AuditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import type { Entitlements } from '../plan/entitlements.ts';
import type { Person } from '../workspace/ports.ts';
import type { Invitation } from './ports.ts';
import { hashInvitationSecret } from './secret.ts';

export interface OpenedInvitation {
  invitation: Invitation;
  workspace: Workspace;
  /** Name of the one who invited; empty when they are gone. */
  inviter: string;
}

/** Finds invitations of any workspace, by the hash of their secret only. */
export interface InvitationDesk {
  open(tokenHash: string): Promise<OpenedInvitation | undefined>;
  /**
   * Makes the person a member, marks their address as proven and removes the invitation, all or nothing. A member already keeps
   * their role. False when the invitation is gone.
   */
  accept(invitation: Invitation, userId: string, nowMs: number, entry: AuditEntry): Promise<boolean>;
}

/** Throws `not_found` for a secret that opens nothing, `invite_expired` when it came too late. */
export async function openInvitation(desk: InvitationDesk, secret: string, nowMs: number): Promise<OpenedInvitation> {
  const opened = await desk.open(await hashInvitationSecret(secret));
  if (!opened)
    throw new AppError(
      'not_found',
      'This invitation does not exist any more: it was accepted, taken back or replaced.',
    );
  if (opened.invitation.expiresAt <= nowMs)
    throw new AppError('invite_expired', 'This invitation has expired. Ask for a new one.');
  if ((opened.workspace.deleteAt ?? null) !== null)
    throw new AppError('conflict', 'The workspace of this invitation is going to be deleted.');
  return opened;
}

/** The workspace that is joined, before the person belongs to it. */
export interface Joining {
  isMember(workspaceId: string): Promise<boolean>;
  entitlementsOf(workspace: Workspace): Pick<Entitlements, 'require'>;
}

/** @returns the workspace. Throws `forbidden` when the invitation was sent to another address, or the plan has no seat left. */
export async function acceptInvitation(
  desk: InvitationDesk,
  joining: Joining,
  person: Person & { email: string },
  secret: string,
  nowMs: number,
): Promise<{ workspace: Workspace; role: Invitation['role'] }> {
  const { invitation, workspace } = await openInvitation(desk, secret, nowMs);
  if (invitation.email !== person.email.toLowerCase())
    throw new AppError(
      'forbidden',
      `This invitation was sent to ${invitation.email}, and you are signed in as ${person.email}. Sign in with that address.`,
    );
  if (!(await joining.isMember(workspace.id))) await joining.entitlementsOf(workspace).require('members');
  const { userId, requestId, ipHash, trail } = person;
  const actor: Actor = {
    userId,
    requestId,
    workspace,
    role: invitation.role,
    ...(ipHash !== undefined && { ipHash }),
    ...(trail && { trail }),
  };
  const change = { after: { role: invitation.role, invitation: invitation.id } };
  const entry = auditEntry(actor, 'member.join', userId, change, nowMs);
  if (!(await desk.accept(invitation, userId, nowMs, entry)))
    throw new AppError('not_found', 'This invitation does not exist any more.');
  return { workspace, role: invitation.role };
}
