/** What the customer verbs work with: stores of the actor's workspace, on the shard it lives on. */
import type { Actor } from '#core/access/actor.ts';
import type { CustomerContext } from '#core/customer/ports.ts';
import { WorkspaceCustomers } from '#platform/d1/links/customers.ts';
import { WorkspaceLinks } from '#platform/d1/links/workspace-links.ts';
import { type Services, shardOf } from '../services.ts';

export function customersOf(services: Services, actor: Actor): CustomerContext {
  const shard = shardOf(services, actor);
  return {
    actor,
    customers: new WorkspaceCustomers(shard, actor.workspace.id),
    links: new WorkspaceLinks(shard, actor.workspace.id),
    addresses: services.addresses,
    now: Date.now,
  };
}
