/** A tenant's person as an actor, for verbs called without the api around them. */
import type { Actor } from '#core/access/actor.ts';
import type { Tenant } from '../tenant.ts';

/** The owner of the tenant's workspace, signed in. */
export function ownerOf({ workspaceId, userId, linkShard }: Tenant): Actor {
  return {
    workspace: {
      id: workspaceId,
      name: '',
      slug: '',
      plan: 'free',
      linkShard,
      clickAck: 'after',
      createdAt: 0,
      updatedAt: 0,
    },
    userId,
    role: 'owner',
    requestId: 'request',
  };
}
