/** The permission matrix, open to everybody: it is the same for all and holds nobody's data. */
import { toWireMatrix } from '#core/access/wire.ts';
import { createRouter } from '../http/router.ts';
import { permissionsRoute } from './routes.ts';

const CACHE = 'public, max-age=3600';

export const permissionApp = createRouter().openapi(permissionsRoute, (c) =>
  c.json(toWireMatrix(), 200, { 'cache-control': CACHE }),
);
