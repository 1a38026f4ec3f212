/** What the verbs about a workspace, its members and its invitations work with. */
import type { Actor } from '#core/access/actor.ts';
import { endRenewal } from '#core/billing/end-renewal.ts';
import type { InvitationContext } from '#core/invitation/ports.ts';
import type { MemberContext } from '#core/member/ports.ts';
import { publishList } from '#core/route/workspace-list.ts';
import type { WorkspaceContext } from '#core/workspace/ports.ts';
import { WorkspaceBilling } from '#platform/d1/control/billing.ts';
import { WorkspaceInvitations } from '#platform/d1/control/invitations.ts';
import { WorkspaceMembers } from '#platform/d1/control/members.ts';
import { findPerson } from '#platform/d1/control/people.ts';
import { OneWorkspace } from '#platform/d1/control/workspace.ts';
import { forgetFolderLevels } from '#platform/d1/labels/take-off.ts';
import { strictPorts } from '#platform/kv/workspace-lists.ts';
import { describeError } from '#platform/log/log.ts';
import { endSockets } from '../live/end-sockets.ts';
import { entitlementsOf, type Services, shardOf, tokensOf } from '../services.ts';

export function workspaceOf(services: Services, actor: Actor): WorkspaceContext {
  const { config, post, log } = services;
  const { members, now } = membersOf(services, actor);
  return {
    actor,
    workspace: new OneWorkspace(config.control, actor.workspace.id),
    peopleInCharge: async () =>
      (await members.all()).filter(({ role }) => role === 'owner' || role === 'admin').map(({ email }) => email),
    async publishStrict() {
      try {
        await publishList(strictPorts(config.control, config.routes));
      } catch (error) {
        log.warn('strict.copy_failed', { requestId: actor.requestId, error: describeError(error) });
      }
    },
    endRenewal: () => endRenewal(new WorkspaceBilling(config.control, actor.workspace.id), services.billing),
    post,
    webUrl: config.webUrl,
    now,
  };
}

export function membersOf({ config, post }: Services, actor: Actor): MemberContext {
  return { actor, members: new WorkspaceMembers(config.control, actor.workspace.id), post, now: Date.now };
}

export function invitationsOf(services: Services, actor: Actor): InvitationContext {
  const { config } = services;
  return {
    ...membersOf(services, actor),
    invitations: new WorkspaceInvitations(config.control, actor.workspace.id),
    entitlements: entitlementsOf(services, actor),
    inviter: async () => (await findPerson(config.control, actor.userId))?.name ?? actor.workspace.name,
    webUrl: config.webUrl,
  };
}

/** Everything that watches for a member of the actor's workspace. To be asked before their tokens are revoked with them. */
export async function watchersOf(services: Services, actor: Actor, userId: string): Promise<string[]> {
  const tokens = await tokensOf(services, actor).tokens.all();
  const own = tokens.filter((token) => token.userId === userId);
  return [`user:${userId}`, ...own.map(({ id }) => `token:${id}`)];
}

/** What follows the end of a membership, which has happened already: nothing here may undo or hide it. */
export async function afterLeaving(
  services: Services,
  actor: Actor,
  userId: string,
  watchers: readonly string[],
): Promise<void> {
  const { workspace, requestId } = actor;
  await endSockets(services, workspace.id, watchers);
  try {
    await forgetFolderLevels(shardOf(services, actor), workspace.id, userId);
  } catch (error) {
    services.log.warn('member.folder_levels_left', { requestId, userId, error: describeError(error) });
  }
}
