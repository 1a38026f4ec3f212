/** The routes about the caller and his workspaces. Reading needs a credential but no scope: everybody may know who they are. */
import type { Context } from 'hono';
import type { Actor } from '#core/access/actor.ts';
import type { Scope } from '#core/access/scope.ts';
import { ROLE_SCOPES } from '#core/access/scope.ts';
import { AppError } from '#core/error/app-error.ts';
import type { Membership } from '#core/workspace/present.ts';
import { toWireWorkspace } from '#core/workspace/present.ts';
import { updateWorkspace } from '#core/workspace/update.ts';
import { findPerson } from '#platform/d1/control/people.ts';
import { type ApiContext, actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { workspaceOf } from '../services.ts';
import { listWorkspacesRoute, meRoute, updateWorkspaceRoute } from './routes.ts';

export const workspaceApp = createRouter()
  .openapi(meRoute, async (c) => {
    const { userId, via, actor } = c.get('caller');
    const user = await findPerson(c.get('services').config.control, userId);
    if (!user) throw new AppError('unauthorized', 'This account no longer exists.');
    return c.json(
      {
        user,
        via,
        workspaceId: actor?.workspace.id ?? null,
        role: actor?.role ?? null,
        scopes: actor ? scopesOf(actor) : [],
      },
      200,
    );
  })
  .openapi(listWorkspacesRoute, async (c) => {
    const memberships = await membershipsOf(c);
    const domains = await c.get('services').memberships.domainsOf(memberships.map(({ workspace }) => workspace.id));
    return c.json(
      memberships.map((each) => toWireWorkspace(each, domains.get(each.workspace.id) ?? [])),
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

/** A token belongs to one workspace and does not reveal its person's others. */
async function membershipsOf(c: Context<ApiContext>): Promise<Membership[]> {
  const { userId, via, actor } = c.get('caller');
  if (via === 'token') return actor ? [actor] : [];
  return c.get('services').memberships.ofPerson(userId);
}

function scopesOf(actor: Actor): Scope[] {
  const byRole = ROLE_SCOPES[actor.role];
  return actor.token ? byRole.filter((scope) => actor.token?.scopes.includes(scope)) : [...byRole];
}
