/** `GET /live`: authorises a WebSocket, then hands it to the workspace's ledger, which speaks core/live/protocol.ts. */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { actorName, requireScope } from '#core/access/actor.ts';
import { AppError } from '#core/error/app-error.ts';
import { LIVE_ACTOR_HEADER, LIVE_HIDDEN_HEADER, LIVE_WORKSPACE_HEADER } from '#core/ledger/contract.ts';
import { MAX_SOCKETS_PER_WORKSPACE } from '#core/ledger/limits.ts';
import type { LinkContext } from '#core/link/ports.ts';
import { LIVE_SUBPROTOCOL } from '#core/live/protocol.ts';
import { MAX_HIDDEN_LINKS, scopeOfQuery } from '#core/live/scope.ts';
import { callerBySession, callerByToken, callerOf } from '../auth/authenticate.ts';
import type { ApiContext, Caller } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { limitRequest } from '../limit/by-caller.ts';
import { linksOf } from '../services.ts';

const TOKEN_SUBPROTOCOL = 'bearer.';

export const liveApp = new Hono<ApiContext>().get('/live', async (c) => {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket')
    throw new AppError('bad_request', 'This address speaks WebSocket only.');
  const offered = offeredProtocols(c);
  c.set('caller', await liveCaller(c, offered));
  const actor = actorOf(c);
  await limitRequest(c, false);
  requireScope(actor, 'analytics.read');
  const services = c.get('services');
  // Read here as well, so that a wrong question is refused with a sentence: a refused upgrade tells a browser nothing.
  scopeOfQuery(new URL(c.req.url).searchParams);
  const hidden = await hiddenFrom(linksOf(services, actor).links);
  const answer = await services.config.ledgerOf(actor.workspace.id).fetch(
    new Request(ledgerAddress(c), {
      headers: {
        upgrade: 'websocket',
        [LIVE_WORKSPACE_HEADER]: actor.workspace.id,
        [LIVE_ACTOR_HEADER]: actorName(actor),
        ...(hidden.length > 0 && { [LIVE_HIDDEN_HEADER]: hidden.join() }),
      },
    }),
  );
  if (answer.status === 429)
    throw new AppError(
      'rate_limit_exceeded',
      `A workspace may watch with ${MAX_SOCKETS_PER_WORKSPACE} sockets at a time.`,
    );
  if (!answer.webSocket)
    throw new AppError('service_unavailable', 'Live totals are not available at the moment. Try again.');
  const headers = offered.includes(LIVE_SUBPROTOCOL) ? { 'sec-websocket-protocol': LIVE_SUBPROTOCOL } : {};
  return new Response(null, { status: 101, webSocket: answer.webSocket, headers });
});

/** What the ledger needs to know of the question; never the token. */
function ledgerAddress(c: Context<ApiContext>): URL {
  const address = new URL('https://ledger/live');
  for (const name of ['links', 'feed', 'resume']) {
    const value = c.req.query(name);
    if (value !== undefined) address.searchParams.set(name, value);
  }
  return address;
}

/** Links in folders closed to the watcher. Throws `forbidden` when they are too many to leave out. */
async function hiddenFrom(links: Pick<LinkContext['links'], 'hiddenIds'>): Promise<string[]> {
  const hidden = await links.hiddenIds(MAX_HIDDEN_LINKS + 1);
  if (hidden.length > MAX_HIDDEN_LINKS)
    throw new AppError('forbidden', 'Too many links of this workspace are in folders closed to you to watch it live.');
  return hidden;
}

/** Browsers cannot set headers on sockets: a token may come as a subprotocol or in the query. */
async function liveCaller(c: Context<ApiContext>, offered: string[]): Promise<Caller> {
  if (c.req.header('authorization') !== undefined) return callerOf(c);
  const token =
    offered.find((protocol) => protocol.startsWith(TOKEN_SUBPROTOCOL))?.slice(TOKEN_SUBPROTOCOL.length) ??
    c.req.query('token');
  if (token !== undefined) return callerByToken(c, token);
  // The same-origin policy does not cover sockets: any page could open one with the visitor's cookie.
  const origin = c.req.header('origin');
  if (origin === undefined || !c.get('services').origins.has(origin))
    throw new AppError('unauthorized', 'Live sockets need a token, or a session from the web app.');
  return callerBySession(c);
}

function offeredProtocols(c: Context<ApiContext>): string[] {
  return (c.req.header('sec-websocket-protocol') ?? '')
    .split(',')
    .map((protocol) => protocol.trim())
    .filter((protocol) => protocol !== '');
}
