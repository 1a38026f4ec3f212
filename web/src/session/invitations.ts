/** Opening and accepting an invitation. The typed client also names the refusals; here those are errors already. */
import type { z } from 'zod';
import type { invitationPreviewSchema } from '#core/invitation/wire.ts';
import type { WireWorkspace } from '#core/workspace/wire.ts';
import { account } from '../api/client.ts';

export type InvitationPreview = z.infer<typeof invitationPreviewSchema>;

export async function previewInvitation(token: string): Promise<InvitationPreview> {
  const answer = await account.invitations.preview.$post({ json: { token } });
  return (await answer.json()) as InvitationPreview;
}

/** @returns the workspace the person is in now. */
export async function acceptInvitation(token: string): Promise<WireWorkspace> {
  const answer = await account.invitations.accept.$post({ json: { token } });
  return (await answer.json()) as WireWorkspace;
}
