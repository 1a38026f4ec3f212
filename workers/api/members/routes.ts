/** The routes of members and invitations. */
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import {
  invitationPreviewSchema,
  invitationSchema,
  invitationTokenSchema,
  inviteSchema,
} from '#core/invitation/wire.ts';
import { changeRoleSchema, memberSchema } from '#core/member/wire.ts';
import { workspaceSchema } from '#core/workspace/wire.ts';
import { needs, signedIn } from '../openapi/access.ts';
import { answers, goneAnswer, jsonBody } from '../openapi/responses.ts';

const tags = ['Members'];
const userId = z.object({ userId: z.string().min(1).max(100) });
const invitationId = z.object({ id: z.string().min(1).max(100) });
const gone = z.object({ id: z.string() });

export const listMembersRoute = createRoute({
  method: 'get',
  path: '/members',
  operationId: 'listMembers',
  tags,
  ...needs('members.read'),
  summary: 'List members',
  description: 'The owner first, then in the order they came.',
  responses: answers(200, 'All members of the workspace.', z.array(memberSchema)),
});

export const changeRoleRoute = createRoute({
  method: 'patch',
  path: '/members/{userId}',
  operationId: 'updateMember',
  tags,
  ...needs('members.write'),
  summary: "Change a member's role",
  description: 'Takes effect with their next request. The owner changes by `POST /workspaces/{workspaceId}/transfer`.',
  request: { params: userId, ...jsonBody(changeRoleSchema) },
  responses: answers(200, 'The member.', memberSchema),
});

export const removeMemberRoute = createRoute({
  method: 'delete',
  path: '/members/{userId}',
  operationId: 'removeMember',
  tags,
  ...needs('members.write'),
  summary: 'Remove a member',
  description: 'At once; their tokens of this workspace stop, too. What they made stays.',
  request: { params: userId },
  responses: answers(200, 'The id of the person.', gone),
});

export const listInvitationsRoute = createRoute({
  method: 'get',
  path: '/invitations',
  operationId: 'listInvitations',
  tags,
  ...needs('members.read'),
  summary: 'List invitations',
  description: 'Those not accepted yet, newest first, expired ones too.',
  responses: answers(200, 'Invitations.', z.array(invitationSchema)),
});

export const inviteRoute = createRoute({
  method: 'post',
  path: '/invitations',
  operationId: 'createInvitation',
  tags,
  ...needs('members.write'),
  summary: 'Invite somebody',
  description: 'By mail, for 7 days. It can be accepted with this address only.',
  request: jsonBody(inviteSchema),
  responses: answers(201, 'The invitation.', invitationSchema),
});

export const resendInvitationRoute = createRoute({
  method: 'post',
  path: '/invitations/{id}/resend',
  operationId: 'resendInvitation',
  tags,
  ...needs('members.write'),
  summary: 'Send an invitation again',
  description: 'With a new link, for another 7 days; the old link stops working. Once a minute.',
  request: { params: invitationId },
  responses: answers(200, 'The invitation.', invitationSchema),
});

export const revokeInvitationRoute = createRoute({
  method: 'delete',
  path: '/invitations/{id}',
  operationId: 'deleteInvitation',
  tags,
  ...needs('members.write'),
  summary: 'Take an invitation back',
  request: { params: invitationId },
  responses: answers(200, 'The id that is gone.', gone),
});

export const previewInvitationRoute = createRoute({
  method: 'post',
  path: '/invitations/preview',
  operationId: 'previewInvitation',
  tags,
  summary: 'See an invitation',
  description: 'Public: the secret from the mail opens it. A POST, so that the secret stands in no address and no log.',
  request: jsonBody(invitationTokenSchema),
  responses: { ...answers(200, 'What it invites to.', invitationPreviewSchema), ...goneAnswer() },
});

export const acceptInvitationRoute = createRoute({
  method: 'post',
  path: '/invitations/accept',
  operationId: 'acceptInvitation',
  tags,
  ...signedIn(),
  summary: 'Accept an invitation',
  description: 'Signed in with the address it was sent to. A member already keeps their role.',
  request: jsonBody(invitationTokenSchema),
  responses: { ...answers(200, 'The workspace you are in now.', workspaceSchema), ...goneAnswer() },
});
