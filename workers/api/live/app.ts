/** `GET /live`: authorises a WebSocket, then hands it to the workspace's ledger, which speaks core/live/protocol.ts. */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { actorName, requireScope } from '#core/access/actor.ts';
import { AppError } from '#core/error/app-error.ts';
import { LIVE_ACTOR_HEADER, LIVE_WORKSPACE_HEADER } from '#core/ledger/contract.ts';
import { LIVE_SUBPROTOCOL } from '#core/live/protocol.ts';
import { callerBySession, callerByToken, callerOf } from '../auth/authenticate.ts';
import type { ApiContext, Caller } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { limitRequest } from '../limit/by-caller.ts';

const TOKEN_SUBPROTOCOL = 'bearer.';

export const liveApp = new Hono<ApiContext>().get('/live', async (c) => {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket')
    throw new AppError('bad_request', 'This address speaks WebSocket only.');
  const offered = offeredProtocols(c);
  c.set('caller', await liveCaller(c, offered));
  const actor = actorOf(c);
  await limitRequest(c, false);
  requireScope(actor, 'analytics.read');
  const answer = await c
    .get('services')
    .config.ledgerOf(actor.workspace.id)
    .fetch(
      new Request('https://ledger/live', {
        headers: {
          upgrade: 'websocket',
          [LIVE_WORKSPACE_HEADER]: actor.workspace.id,
          [LIVE_ACTOR_HEADER]: actorName(actor),
        },
      }),
    );
  if (!answer.webSocket)
    throw new AppError('service_unavailable', 'Live totals are not available at the moment. Try again.');
  const headers = offered.includes(LIVE_SUBPROTOCOL) ? { 'sec-websocket-protocol': LIVE_SUBPROTOCOL } : {};
  return new Response(null, { status: 101, webSocket: answer.webSocket, headers });
});

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
