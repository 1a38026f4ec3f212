/** The token routes, each translating one request into one verb. */
import { createToken } from '#core/token/create.ts';
import { listTokens } from '#core/token/list.ts';
import { toWireToken } from '#core/token/present.ts';
import { revokeToken } from '#core/token/revoke.ts';
import { actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { tokensOf } from '../services.ts';
import * as routes from './routes.ts';

export const tokenApp = createRouter()
  .openapi(routes.createTokenRoute, async (c) => {
    const { token, secret } = await createToken(tokensOf(c.get('services'), actorOf(c)), c.req.valid('json'));
    return c.json({ ...toWireToken(token), token: secret }, 201);
  })
  .openapi(routes.listTokensRoute, async (c) =>
    c.json((await listTokens(tokensOf(c.get('services'), actorOf(c)))).map(toWireToken), 200),
  )
  .openapi(routes.deleteTokenRoute, async (c) => {
    const { id } = c.req.valid('param');
    await revokeToken(tokensOf(c.get('services'), actorOf(c)), id);
    return c.json({ id }, 200);
  });
