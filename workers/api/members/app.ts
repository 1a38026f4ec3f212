/** The routes of members and invitations, each translating one request into one verb. */
import type { Context } from 'hono';
import type { Workspace } from '#core/access/actor.ts';
import { roleAllows } from '#core/access/permissions.ts';
import { acceptInvitation, openInvitation } from '#core/invitation/accept.ts';
import type { InvitationContext } from '#core/invitation/ports.ts';
import { invite, listInvitations, resendInvitation, revokeInvitation } from '#core/invitation/send.ts';
import { toWireInvitation } from '#core/invitation/wire.ts';
import { changeRole } from '#core/member/change-role.ts';
import { listMembers } from '#core/member/list.ts';
import type { MemberContext } from '#core/member/ports.ts';
import { removeMember } from '#core/member/remove.ts';
import { toWireMember } from '#core/member/wire.ts';
import { AppError } from '#core/error/app-error.ts';
import { toWireWorkspace } from '#core/workspace/present.ts';
import { D1InvitationDesk } from '#platform/d1/control/invitations.ts';
import { findPerson } from '#platform/d1/control/people.ts';
import { actorOf, type ApiContext, personOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { endSockets } from '../live/end-sockets.ts';
import { entitlementsOf } from '../services.ts';
import { afterLeaving, invitationsOf, membersOf, watchersOf } from '../workspaces/services.ts';
import * as routes from './routes.ts';

export const memberApp = createRouter()
  .openapi(routes.listMembersRoute, async (c) => c.json((await listMembers(members(c))).map(toWireMember), 200))
  .openapi(routes.changeRoleRoute, async (c) => {
    const member = await changeRole(members(c), c.req.valid('param').userId, c.req.valid('json').role);
    const services = c.get('services');
    if (!roleAllows(member.role, 'analytics.read'))
      await endSockets(services, actorOf(c).workspace.id, await watchersOf(services, actorOf(c), member.userId));
    return c.json(toWireMember(member), 200);
  })
  .openapi(routes.removeMemberRoute, async (c) => {
    const { userId } = c.req.valid('param');
    const services = c.get('services');
    const watchers = await watchersOf(services, actorOf(c), userId);
    await removeMember(members(c), userId);
    await afterLeaving(services, actorOf(c), userId, watchers);
    return c.json({ id: userId }, 200);
  })
  .openapi(routes.listInvitationsRoute, async (c) =>
    c.json(
      (await listInvitations(invitations(c))).map((each) => toWireInvitation(each, Date.now())),
      200,
    ),
  )
  .openapi(routes.previewInvitationRoute, async (c) => {
    const desk = new D1InvitationDesk(c.get('services').config.control);
    const { invitation, workspace, inviter } = await openInvitation(desk, c.req.valid('json').token, Date.now());
    const { role, email, expiresAt } = invitation;
    const about = { name: workspace.name, logo: workspace.logo ?? null };
    return c.json({ workspace: about, role, email, inviter, expiresAt: new Date(expiresAt).toISOString() }, 200);
  })
  .openapi(routes.acceptInvitationRoute, async (c) => {
    const { config, memberships } = c.get('services');
    const person = await findPerson(config.control, c.get('caller').userId);
    if (!person) throw new AppError('unauthorized', 'This account no longer exists.');
    const accepting = { ...personOf(c), email: person.email };
    const desk = new D1InvitationDesk(config.control);
    const joining = {
      isMember: async (workspaceId: string) => (await memberships.find(person.id, workspaceId)) !== undefined,
      entitlementsOf: (workspace: Workspace) => entitlementsOf(c.get('services'), { workspace }),
    };
    const { workspace } = await acceptInvitation(desk, joining, accepting, c.req.valid('json').token, Date.now());
    const joined = await memberships.find(person.id, workspace.id);
    if (!joined) throw new AppError('conflict', 'You were removed from this workspace at the same moment.');
    const domains = await memberships.domainsOf([workspace.id]);
    return c.json(toWireWorkspace(joined, domains.get(workspace.id) ?? []), 200);
  })
  .openapi(routes.inviteRoute, async (c) =>
    c.json(toWireInvitation(await invite(invitations(c), c.req.valid('json')), Date.now()), 201),
  )
  .openapi(routes.resendInvitationRoute, async (c) =>
    c.json(toWireInvitation(await resendInvitation(invitations(c), c.req.valid('param').id), Date.now()), 200),
  )
  .openapi(routes.revokeInvitationRoute, async (c) => {
    const { id } = c.req.valid('param');
    await revokeInvitation(invitations(c), id);
    return c.json({ id }, 200);
  });

function members(c: Context<ApiContext>): MemberContext {
  return membersOf(c.get('services'), actorOf(c));
}

function invitations(c: Context<ApiContext>): InvitationContext {
  return invitationsOf(c.get('services'), actorOf(c));
}
