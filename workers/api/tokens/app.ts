/** The token routes, each translating one request into one verb. */
import type { Context } from 'hono';
import { createToken } from '#core/token/create.ts';
import { getToken } from '#core/token/get.ts';
import { listTokens } from '#core/token/list.ts';
import { toWireToken } from '#core/token/present.ts';
import { revokeToken } from '#core/token/revoke.ts';
import { rotateToken } from '#core/token/rotate.ts';
import type { Token, TokenContext } from '#core/token/token.ts';
import { updateToken } from '#core/token/update.ts';
import type { WireToken } from '#core/token/wire.ts';
import { actorOf, type ApiContext } from '../http/context.ts';
import { ifMatch, setEtag } from '../http/etag.ts';
import { createRouter } from '../http/router.ts';
import { endSockets } from '../live/end-sockets.ts';
import { tokensOf } from '../services.ts';
import * as routes from './routes.ts';

export const tokenApp = createRouter()
  .openapi(routes.createTokenRoute, async (c) => {
    const { token, secret } = await createToken(contextOf(c), c.req.valid('json'));
    return c.json({ ...show(c, token), token: secret }, 201);
  })
  .openapi(routes.listTokensRoute, async (c) => c.json((await listTokens(contextOf(c))).map(toWireToken), 200))
  .openapi(routes.getTokenRoute, async (c) =>
    c.json(show(c, await getToken(contextOf(c), c.req.valid('param').id)), 200),
  )
  .openapi(routes.updateTokenRoute, async (c) => {
    const token = await updateToken(contextOf(c), c.req.valid('param').id, c.req.valid('json'), ifMatch(c));
    return c.json(show(c, token), 200);
  })
  .openapi(routes.rotateTokenRoute, async (c) => {
    const { id } = c.req.valid('param');
    const { graceSeconds = 0 } = c.req.valid('json');
    const { token, secret } = await rotateToken(contextOf(c), id, graceSeconds);
    if (graceSeconds === 0) await closeSockets(c, id);
    return c.json({ ...show(c, token), token: secret }, 200);
  })
  .openapi(routes.deleteTokenRoute, async (c) => {
    const { id } = c.req.valid('param');
    await revokeToken(contextOf(c), id);
    await closeSockets(c, id);
    return c.json({ id }, 200);
  });

function contextOf(c: Context<ApiContext>): TokenContext {
  return tokensOf(c.get('services'), actorOf(c));
}

function show(c: Context<ApiContext>, token: Token): WireToken {
  setEtag(c, token.revision);
  return toWireToken(token);
}

function closeSockets(c: Context<ApiContext>, tokenId: string): Promise<void> {
  return endSockets(c.get('services'), actorOf(c).workspace.id, [`token:${tokenId}`]);
}
