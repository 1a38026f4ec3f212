/** What the member verbs need from the world. */
import type { Actor } from '../access/actor.ts';
import type { GivenRole, Role } from '../access/permissions.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { Post } from '../mail/compose.ts';

export interface Member {
  userId: string;
  name: string;
  email: string;
  image: string | null;
  role: Role;
  createdAt: number;
}

/** Members of exactly one workspace. Every write names the role it expects, so that of two at the same time one fails. */
export interface MemberStore {
  readonly workspaceId: string;
  /** Owner first, then by when they came. */
  all(): Promise<Member[]>;
  find(userId: string): Promise<Member | undefined>;
  count(): Promise<number>;
  setRole(userId: string, from: Role, to: GivenRole, entry: AuditEntry): Promise<boolean>;
  /** Revokes their tokens of this workspace, too. */
  remove(userId: string, role: Role, entry: AuditEntry): Promise<boolean>;
  /** The owner becomes an admin, the other one the owner. */
  handOver(ownerId: string, to: Pick<Member, 'userId' | 'role'>, entry: AuditEntry): Promise<boolean>;
}

export interface MemberContext {
  actor: Actor;
  members: MemberStore;
  post: Post;
  now: () => number;
}
