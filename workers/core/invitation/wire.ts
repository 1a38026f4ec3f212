/** Invitations, as the API shows and takes them. */
import { z } from 'zod';
import { GIVEN_ROLES } from '../access/permissions.ts';
import type { Invitation } from './ports.ts';

export const invitationSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    role: z.enum(GIVEN_ROLES),
    invitedBy: z.string().meta({ description: 'Id of the member who sent it.' }),
    createdAt: z.string(),
    expiresAt: z.string(),
    expired: z.boolean(),
  })
  .meta({ id: 'Invitation' });

/** The longest address a mail server takes (RFC 5321). */
const MAX_EMAIL_CHARS = 254;

export const inviteSchema = z
  .object({
    email: z
      .email()
      .max(MAX_EMAIL_CHARS)
      .meta({ examples: ['grace@example.com'] }),
    role: z.enum(GIVEN_ROLES).default('editor'),
  })
  .meta({ id: 'Invite' });

export const invitationTokenSchema = z
  .object({ token: z.string().min(1).max(200).meta({ description: 'From the link in the mail.' }) })
  .meta({ id: 'InvitationToken' });

export const invitationPreviewSchema = z
  .object({
    workspace: z.object({ name: z.string(), logo: z.string().nullable() }),
    role: z.enum(GIVEN_ROLES),
    email: z.string().meta({ description: 'The address it was sent to; it can be accepted with this one only.' }),
    inviter: z.string(),
    expiresAt: z.string(),
  })
  .meta({ id: 'InvitationPreview' });

export type InviteInput = z.output<typeof inviteSchema>;

export function toWireInvitation(invitation: Invitation, nowMs: number): z.infer<typeof invitationSchema> {
  const { id, email, role, invitedBy, createdAt, expiresAt } = invitation;
  return {
    id,
    email,
    role,
    invitedBy,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    expired: expiresAt <= nowMs,
  };
}
