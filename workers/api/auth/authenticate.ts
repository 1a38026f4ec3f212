/** Finds out who calls: by token or by session, always down to one workspace. Without an answer the request ends here. */
import type { Context, MiddlewareHandler } from 'hono';
import { requireScope } from '#core/access/actor.ts';
import type { Permission } from '#core/access/permissions.ts';
import { AppError } from '#core/error/app-error.ts';
import { allowsAddress, allowsOrigin } from '#core/token/place-limit.ts';
import { hashToken, looksLikeToken } from '#core/token/secret.ts';
import { refuseWhenLeaving } from '#core/workspace/delete.ts';
import type { Membership } from '#core/workspace/present.ts';
import { holderOf, type TokenHolder, touchToken } from '#platform/d1/control/token-holder.ts';
import { addressOf } from '../http/address.ts';
import { actorOf, type ApiContext, type Caller } from '../http/context.ts';
import { refuseGuessing } from '../limit/by-address.ts';
import { type DeclaredAccess, isForPages, isForPeopleOnly, PERMISSIONS_FIELD } from '../openapi/access.ts';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** What one can do to a workspace that is going to be deleted: cancel that, or leave. */
const STILL_POSSIBLE: ReadonlySet<Permission> = new Set<Permission>(['workspaces.delete', 'workspaces.read']);
const WORKSPACE_PREFIX = 'ws_';
/** Enough of an origin to recognise it. */
const MAX_SHOWN_CHARS = 100;

/** Stands in front of every route that declares who may call it: nothing behind it runs for anybody else. */
export function admit(declared: DeclaredAccess): MiddlewareHandler<ApiContext> {
  const forPeopleOnly = isForPeopleOnly(declared);
  const forPages = isForPages(declared);
  const permissions = declared[PERMISSIONS_FIELD] ?? [];
  return async (c, next) => {
    // A general path (`/links/{id}`) also matches a special one declared before it (`/links/bulk`), whose own door decides.
    if (c.get('caller') !== undefined) return next();
    const caller = await callerOf(c);
    c.set('caller', caller);
    if (forPeopleOnly && caller.via === 'token')
      throw new AppError('forbidden', 'This needs a signed-in person; a token cannot do it.');
    if (!forPages && caller.tokenKind === 'publishable')
      throw new AppError(
        'forbidden',
        'A publishable key can only report what happens in a browser. Use a secret token.',
      );
    for (const permission of permissions) requireScope(actorOf(c), permission);
    if (caller.actor && !SAFE_METHODS.has(c.req.method) && !permissions.every((each) => STILL_POSSIBLE.has(each)))
      refuseWhenLeaving(caller.actor.workspace);
    return next();
  };
}

export async function callerOf(c: Context<ApiContext>): Promise<Caller> {
  const authorization = c.req.header('authorization');
  return authorization === undefined ? callerBySession(c) : callerByToken(c, bearerToken(authorization));
}

/** Throws `bad_request` unless the header reads `Bearer {token}`. */
function bearerToken(authorization: string): string {
  const match = /^Bearer (.*)$/i.exec(authorization);
  if (!match) throw new AppError('bad_request', 'The Authorization header must read "Bearer " and your token.');
  return (match[1] ?? '').trim();
}

export async function callerByToken(c: Context<ApiContext>, token: string): Promise<Caller> {
  const { config } = c.get('services');
  const now = Date.now();
  const holder = looksLikeToken(token) ? await holderOf(config.control, await hashToken(token), now) : undefined;
  if (!holder) {
    await refuseGuessing(c);
    throw new AppError('unauthorized', 'This token is unknown, expired or revoked.');
  }
  const wanted = wantedWorkspace(c);
  if (wanted !== undefined && wanted !== holder.workspace.id && wanted !== holder.workspace.slug)
    throw new AppError('forbidden', 'This token belongs to another workspace.');
  refuseWrongPlace(c, holder);
  c.executionCtx.waitUntil(touchToken(config.control, holder, now).catch((error: unknown) => logTouch(c, error)));
  return tokenCaller(c, holder);
}

/** What a machine does is done by its token: there is no person to name. */
function tokenCaller(c: Context<ApiContext>, holder: TokenHolder): Caller {
  const { workspace, role, tokenId, scopes } = holder;
  const userId = holder.userId ?? tokenId;
  const token = { id: tokenId, scopes, ...(holder.userId === null && { machine: true }) };
  const from = originOf(c);
  return {
    userId,
    via: 'token',
    tokenKind: holder.kind,
    tokenName: holder.name,
    ...from,
    actor: { workspace, userId, role, token, requestId: c.get('requestId'), ...from },
  };
}

/** A token used from where it must not be is not unknown, so its owner is told what stands against it. */
function refuseWrongPlace(c: Context<ApiContext>, holder: TokenHolder): void {
  if (!allowsAddress(holder.allowedIps, addressOf(c)))
    throw new AppError(
      'forbidden',
      `This token cannot be used from ${addressOf(c) ?? 'an unknown address'}. Change its allowedIps.`,
    );
  const origin = c.req.header('origin');
  if (!allowsOrigin(holder.allowedHosts, origin))
    throw new AppError(
      'forbidden',
      `This key cannot be used on ${origin ? `pages of ${origin.slice(0, MAX_SHOWN_CHARS)}` : 'requests without an Origin'}. Change its allowedHosts.`,
    );
}

export async function callerBySession(c: Context<ApiContext>): Promise<Caller> {
  const { auth, memberships, origins } = c.get('services');
  const session = await auth.api.getSession({ headers: c.req.raw.headers });
  if (!session) throw new AppError('unauthorized', 'Sign in, or send an API token: "Authorization: Bearer hop_…".');
  refuseForeignOrigin(c, origins);
  const userId = session.user.id;
  const wanted = wantedWorkspace(c);
  const membership: Membership | undefined =
    wanted === undefined ? (await memberships.ofPerson(userId))[0] : await memberships.find(userId, wanted);
  if (!membership && wanted !== undefined)
    throw new AppError('forbidden', `You are not a member of the workspace "${wanted}".`);
  const from = originOf(c);
  const caller: Caller = { userId, via: 'session', sessionId: session.session.id, ...from };
  return membership ? { ...caller, actor: { ...membership, userId, requestId: c.get('requestId'), ...from } } : caller;
}

/** What the audit log will say about where a change came from; caller and actor share it. */
function originOf(c: Context<ApiContext>): Pick<Caller, 'trail' | 'ipHash'> {
  const address = addressOf(c);
  return { trail: { entries: 0 }, ...(address && { ipHash: c.get('services').hashAddress(address) }) };
}

/** A cookie is sent by the browser whatever page asks; what changes something must come from our own pages. */
function refuseForeignOrigin(c: Context<ApiContext>, origins: ReadonlySet<string>): void {
  if (SAFE_METHODS.has(c.req.method)) return;
  const origin = c.req.header('origin');
  const isForeign = origin === undefined ? c.req.header('sec-fetch-site') === 'cross-site' : !origins.has(origin);
  if (isForeign) throw new AppError('forbidden', 'Requests with a session must come from the web app itself.');
}

/** An id, or a slug where the path names the workspace. The path is what the request is about: it goes before header and query. */
function wantedWorkspace(c: Context<ApiContext>): string | undefined {
  const named = c.req.param('workspaceId');
  if (named !== undefined) return named;
  const wanted = c.req.header('x-workspace-id') ?? c.req.query('workspaceId');
  if (wanted === undefined || wanted === '') return undefined;
  return wanted.startsWith(WORKSPACE_PREFIX) ? wanted : WORKSPACE_PREFIX + wanted;
}

function logTouch(c: Context<ApiContext>, error: unknown): void {
  c.get('services').log.warn('token.touch_failed', { requestId: c.get('requestId'), message: String(error) });
}
