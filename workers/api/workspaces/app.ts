/** The routes about the caller and their workspaces, each translating one request into one verb. */
import type { Context } from 'hono';
import { isOperator } from '#core/abuse/operator.ts';
import { allowedTo, type Workspace } from '#core/access/actor.ts';
import { isScope } from '#core/access/scope.ts';
import { AppError } from '#core/error/app-error.ts';
import { handOver } from '#core/member/hand-over.ts';
import { leaveWorkspace } from '#core/member/remove.ts';
import { isoDate } from '#core/schema/date.ts';
import { createWorkspace } from '#core/workspace/create.ts';
import { cancelDeletion, scheduleDeletion } from '#core/workspace/delete.ts';
import { type DomainName, type Membership, toWireWorkspace } from '#core/workspace/present.ts';
import { updateWorkspace } from '#core/workspace/update.ts';
import type { WireWorkspace } from '#core/workspace/wire.ts';
import { findPerson, type Person } from '#platform/d1/control/people.ts';
import { actorOf, type ApiContext, personOf } from '../http/context.ts';
import { ifMatch, setEtag } from '../http/etag.ts';
import { createRouter } from '../http/router.ts';
import { beginningOf } from '../services.ts';
import * as routes from './routes.ts';
import { afterLeaving, membersOf, watchersOf, workspaceOf } from './services.ts';

export const workspaceApp = createRouter()
  .openapi(routes.meRoute, async (c) => {
    const { userId, via, actor, tokenName } = c.get('caller');
    const user = actor?.token?.machine
      ? machine(userId, tokenName ?? '')
      : await findPerson(c.get('services').config.control, userId);
    if (!user) throw new AppError('unauthorized', 'This account no longer exists.');
    const allowed = actor ? allowedTo(actor) : [];
    return c.json(
      {
        user,
        operator: via === 'session' && isOperator(c.get('services').config.operators, user),
        via,
        workspaceId: actor?.workspace.id ?? null,
        workspaces: (await membershipsOf(c)).map(({ workspace, role }) => ({
          id: workspace.id,
          name: workspace.name,
          slug: workspace.slug,
          logo: workspace.logo ?? null,
          plan: workspace.plan,
          role,
          deleteAt: isoDate(workspace.deleteAt),
        })),
        role: actor?.role ?? null,
        scopes: allowed.filter(isScope),
        permissions: allowed,
      },
      200,
    );
  })
  .openapi(routes.listWorkspacesRoute, async (c) => c.json(await shown(c, await membershipsOf(c)), 200))
  .openapi(routes.createWorkspaceRoute, async (c) => {
    const { memberships, config } = c.get('services');
    const workspace = await createWorkspace(
      memberships,
      personOf(c),
      c.req.valid('json'),
      beginningOf(config),
      Date.now(),
    );
    setEtag(c, workspace.updatedAt);
    const [wire] = await shown(c, [{ workspace, role: 'owner' }]);
    return c.json(wire!, 201);
  })
  .openapi(routes.getWorkspaceRoute, async (c) => c.json(await show(c, actorOf(c).workspace), 200))
  .openapi(routes.updateWorkspaceRoute, async (c) =>
    c.json(await show(c, await updateWorkspace(contextOf(c), c.req.valid('json'), ifMatch(c))), 200),
  )
  .openapi(routes.deleteWorkspaceRoute, async (c) => c.json(await show(c, await scheduleDeletion(contextOf(c))), 200))
  .openapi(routes.restoreWorkspaceRoute, async (c) => c.json(await show(c, await cancelDeletion(contextOf(c))), 200))
  .openapi(routes.handOverRoute, async (c) => {
    const actor = actorOf(c);
    await handOver(membersOf(c.get('services'), actor), c.req.valid('json').userId);
    const [wire] = await shown(c, [{ workspace: actor.workspace, role: 'admin' }]);
    return c.json(wire!, 200);
  })
  .openapi(routes.leaveWorkspaceRoute, async (c) => {
    const actor = actorOf(c);
    const watchers = await watchersOf(c.get('services'), actor, actor.userId);
    await leaveWorkspace(membersOf(c.get('services'), actor));
    await afterLeaving(c.get('services'), actor, actor.userId, watchers);
    return c.json({ id: actor.workspace.id }, 200);
  });

function contextOf(c: Context<ApiContext>) {
  return workspaceOf(c.get('services'), actorOf(c));
}

async function show(c: Context<ApiContext>, workspace: Workspace): Promise<WireWorkspace> {
  const [wire] = await shown(c, [{ workspace, role: actorOf(c).role }]);
  setEtag(c, workspace.updatedAt);
  return wire!;
}

async function shown(c: Context<ApiContext>, memberships: Membership[]): Promise<WireWorkspace[]> {
  const { memberships: store, config } = c.get('services');
  const domains = await store.domainsOf(memberships.map(({ workspace }) => workspace.id));
  return memberships.map((each) =>
    toWireWorkspace(each, withShared(domains.get(each.workspace.id) ?? [], config.domains.shared)),
  );
}

/** A machine has a name and nothing else of a person. */
function machine(id: string, name: string): Person {
  return { id, name, email: '', emailVerified: false, twoFactorEnabled: false, image: null };
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
