/** The routes about the caller. They need a credential but no scope: everybody may know who they are. */
import type { Context } from 'hono';
import type { Actor } from '#core/access/actor.ts';
import type { Scope } from '#core/access/scope.ts';
import { ROLE_SCOPES } from '#core/access/scope.ts';
import { AppError } from '#core/error/app-error.ts';
import type { DomainName, Membership } from '#core/workspace/present.ts';
import { toWireWorkspace } from '#core/workspace/present.ts';
import { findPerson } from '#platform/d1/control/people.ts';
import type { ApiContext } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { listWorkspacesRoute, meRoute } from './routes.ts';

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
    const { shared } = c.get('services').config.domains;
    const domains = await c.get('services').memberships.domainsOf(memberships.map(({ workspace }) => workspace.id));
    return c.json(
      memberships.map((each) => toWireWorkspace(each, withShared(domains.get(each.workspace.id) ?? [], shared))),
      200,
    );
  });

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

function scopesOf(actor: Actor): Scope[] {
  const byRole = ROLE_SCOPES[actor.role];
  return actor.token ? byRole.filter((scope) => actor.token?.scopes.includes(scope)) : [...byRole];
}
