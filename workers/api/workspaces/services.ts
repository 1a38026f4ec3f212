/** What the verbs about a workspace, its members and its invitations work with. */
import type { Actor } from '#core/access/actor.ts';
import type { InvitationContext } from '#core/invitation/ports.ts';
import type { MemberContext } from '#core/member/ports.ts';
import { publishStrict } from '#core/route/strict.ts';
import type { WorkspaceContext } from '#core/workspace/ports.ts';
import { WorkspaceInvitations } from '#platform/d1/control/invitations.ts';
import { WorkspaceMembers } from '#platform/d1/control/members.ts';
import { findPerson } from '#platform/d1/control/people.ts';
import { OneWorkspace } from '#platform/d1/control/workspace.ts';
import { strictPorts } from '#platform/kv/strict.ts';
import { describeError } from '#platform/log/log.ts';
import { entitlementsOf, type Services } from '../services.ts';

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
        await publishStrict(strictPorts(config.control, config.routes));
      } catch (error) {
        log.warn('strict.copy_failed', { requestId: actor.requestId, error: describeError(error) });
      }
    },
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
