/** The routes about the caller and his workspaces. Reading needs a credential but no scope: everybody may know who they are. */
import type { Context } from 'hono';
import { allowedTo } from '#core/access/actor.ts';
import { isScope } from '#core/access/scope.ts';
import { AppError } from '#core/error/app-error.ts';
import type { DomainName, Membership } from '#core/workspace/present.ts';
import { toWireWorkspace } from '#core/workspace/present.ts';
import { updateWorkspace } from '#core/workspace/update.ts';
import { findPerson, type Person } from '#platform/d1/control/people.ts';
import { type ApiContext, actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { workspaceOf } from '../services.ts';
import { listWorkspacesRoute, meRoute, updateWorkspaceRoute } from './routes.ts';

export const workspaceApp = createRouter()
  .openapi(meRoute, async (c) => {
    const { userId, via, actor, tokenName } = c.get('caller');
    const user = actor?.token?.machine
      ? machine(userId, tokenName ?? '')
      : await findPerson(c.get('services').config.control, userId);
    if (!user) throw new AppError('unauthorized', 'This account no longer exists.');
    return c.json(
      {
        user,
        via,
        workspaceId: actor?.workspace.id ?? null,
        role: actor?.role ?? null,
        scopes: actor ? allowedTo(actor).filter(isScope) : [],
        permissions: actor ? allowedTo(actor) : [],
      },
      200,
    );
  })
  .openapi(listWorkspacesRoute, async (c) => {
    const memberships = await membershipsOf(c);
    const { shared } = c.get('services').config.domains;
    const domains = await c.get('services').memberships.domainsOf(memberships.map(({ workspace }) => workspace.id));
    return c.json(
      memberships.map((each) => toWireWorkspace(each, withShared(domains.get(each.workspace.id) ?? [], shared))),
      200,
    );
  })
  .openapi(updateWorkspaceRoute, async (c) => {
    const services = c.get('services');
    const actor = actorOf(c);
    const { idOrSlug } = c.req.valid('param');
    const workspace = await updateWorkspace(workspaceOf(services, actor), idOrSlug, c.req.valid('json'));
    const domains = await services.memberships.domainsOf([workspace.id]);
    return c.json(toWireWorkspace({ workspace, role: actor.role }, domains.get(workspace.id) ?? []), 200);
  });

/** A machine has a name and nothing else of a person. */
function machine(id: string, name: string): Person {
  return { id, name, email: '', emailVerified: false, image: null };
}

/** Domains that every workspace may use stand behind its own. */
function withShared(own: DomainName[], shared: ReadonlySet<string>): DomainName[] {
  const known = new Set(own.map(({ slug }) => slug));
  return [
    ...own,
    ...[...shared].filter((slug) => !known.has(slug)).map((slug) => ({ slug, primary: false, verified: true })),
  ];
}

/** A token belongs to one workspace and does not reveal its person's others. */
async function membershipsOf(c: Context<ApiContext>): Promise<Membership[]> {
  const { userId, via, actor } = c.get('caller');
  if (via === 'token') return actor ? [actor] : [];
  return c.get('services').memberships.ofPerson(userId);
}
