/** What the workspace verbs need from the world. */
import type { Actor, Workspace } from '../access/actor.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { ClickAck } from '../route/strict.ts';
import type { Post } from '../mail/compose.ts';

/** A signed-in person, before it is known in which workspace they act. */
export type Person = Pick<Actor, 'userId' | 'requestId' | 'ipHash' | 'trail'>;

export interface WorkspaceChange {
  name?: string;
  slug?: string;
  logo?: string | null;
  clickAck?: ClickAck;
}

/** Exactly one workspace. Writes carry their audit entry. */
export interface WorkspaceStore {
  /**
   * `taken`: another workspace has the slug. `changed`: it is not at `revision` (its `updatedAt`) any more, or gone; undefined
   * stands for any revision.
   */
  update(
    change: WorkspaceChange & { updatedAt: number },
    entry: AuditEntry,
    revision?: number,
  ): Promise<'written' | 'taken' | 'changed'>;
  /** Null cancels. False when that is the state already. */
  setDeletion(at: number | null, entry: AuditEntry): Promise<boolean>;
}

/** Workspaces of a person: the place where new ones come from. */
export interface WorkspaceFounding {
  /** False when another workspace has the slug. */
  create(workspace: Workspace, ownerId: string, entry: AuditEntry): Promise<boolean>;
  /** How many the person owns. */
  owned(userId: string): Promise<number>;
}

export interface WorkspaceContext {
  actor: Actor;
  workspace: WorkspaceStore;
  /** E-mail addresses of owner and admins. */
  peopleInCharge: () => Promise<string[]>;
  /** Tells the edge which workspaces are strict. Never throws: what fails is repaired within a minute. */
  publishStrict: () => Promise<void>;
  /** A subscription is not renewed from now on. Throws `service_unavailable` when the provider does not answer. */
  endRenewal: () => Promise<void>;
  post: Post;
  webUrl: string;
  now: () => number;
}
