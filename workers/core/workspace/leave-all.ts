/** What becomes of somebody's workspaces when their account goes: nobody else may be left without an owner. */
import type { Workspace } from '../access/actor.ts';
import { AppError } from '../error/app-error.ts';
import { GRACE_DAYS } from './delete.ts';

const DAY_MS = 86_400_000;

export interface OwnedWorkspaces {
  ownedBy(userId: string): Promise<{ workspace: Workspace; members: number }[]>;
  /** Leaves an earlier date as it is. */
  scheduleDeletion(workspaceId: string, at: number): Promise<void>;
}

/** Throws `conflict` and names a workspace that has to be handed over or deleted first. Changes nothing. */
export async function refuseOwnerOfOthers(store: OwnedWorkspaces, userId: string): Promise<void> {
  const shared = (await store.ownedBy(userId)).find(
    ({ workspace, members }) => members > 1 && (workspace.deleteAt ?? null) === null,
  );
  if (shared)
    throw new AppError(
      'conflict',
      `You own "${shared.workspace.name}", where other people work. Hand it over or delete it, then delete your account.`,
    );
}

/**
 * Workspaces where the person is alone go after the usual grace period: their links may still be out there.
 * @param endRenewal of a workspace's subscription; what it throws keeps the account.
 */
export async function abandonOwned(
  store: OwnedWorkspaces,
  userId: string,
  endRenewal: (workspaceId: string) => Promise<void>,
  nowMs: number,
): Promise<void> {
  await refuseOwnerOfOthers(store, userId);
  for (const { workspace } of await store.ownedBy(userId)) {
    await endRenewal(workspace.id);
    await store.scheduleDeletion(workspace.id, nowMs + GRACE_DAYS * DAY_MS);
  }
}
