/** What the invitation verbs need from the world. */
import type { Actor } from '../access/actor.ts';
import type { GivenRole } from '../access/permissions.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { Post } from '../mail/compose.ts';
import type { MemberStore } from '../member/ports.ts';
import type { Entitlements } from '../plan/entitlements.ts';

export interface Invitation {
  id: string;
  workspaceId: string;
  /** In lower case. */
  email: string;
  role: GivenRole;
  /** SHA-256 in hex of the secret in the mail. */
  tokenHash: string;
  invitedBy: string;
  createdAt: number;
  expiresAt: number;
}

/** Invitations of exactly one workspace. */
export interface InvitationStore {
  readonly workspaceId: string;
  /** Newest first, expired ones too. */
  all(): Promise<Invitation[]>;
  find(id: string): Promise<Invitation | undefined>;
  count(): Promise<number>;
  /** False when this e-mail is invited already. */
  insert(invitation: Invitation, entry: AuditEntry): Promise<boolean>;
  /** A new secret takes the place of the old one, which stops working. False when it is gone. */
  renew(id: string, renewed: Pick<Invitation, 'tokenHash' | 'expiresAt'>, entry: AuditEntry): Promise<boolean>;
  remove(id: string, entry: AuditEntry): Promise<boolean>;
}

export interface InvitationContext {
  actor: Actor;
  invitations: InvitationStore;
  members: MemberStore;
  entitlements: Pick<Entitlements, 'require'>;
  /** Name of the one who invites. */
  inviter: () => Promise<string>;
  post: Post;
  webUrl: string;
  now: () => number;
}
