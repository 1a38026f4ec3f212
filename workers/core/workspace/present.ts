/** Shows a workspace on the wire, as one member sees it. */
import type { Workspace } from '../access/actor.ts';
import { planNameOf, planOf } from '../plan/plan.ts';
import { isoDate } from '../schema/date.ts';
import type { Role } from '../access/scope.ts';
import type { WireWorkspace } from './wire.ts';

export interface Membership {
  workspace: Workspace;
  role: Role;
}

export type DomainName = { slug: string; primary: boolean; verified: boolean };

export function toWireWorkspace({ workspace, role }: Membership, domains: DomainName[]): WireWorkspace {
  return {
    id: workspace.id,
    name: workspace.name,
    slug: workspace.slug,
    logo: workspace.logo ?? null,
    deleteAt: isoDate(workspace.deleteAt),
    quarantine:
      workspace.quarantinedAt === null || workspace.quarantinedAt === undefined
        ? null
        : {
            since: new Date(workspace.quarantinedAt).toISOString(),
            reason: workspace.quarantineReason ?? 'other',
          },
    plan: workspace.plan,
    limits: { name: planNameOf(workspace.plan), ...planOf(workspace.plan) },
    clickAck: workspace.clickAck,
    createdAt: new Date(workspace.createdAt).toISOString(),
    users: [{ role }],
    domains,
  };
}
