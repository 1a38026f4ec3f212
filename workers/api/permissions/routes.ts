/** The route of the permission matrix. */
import { createRoute } from '@hono/zod-openapi';
import { matrixSchema } from '#core/access/wire.ts';
import { answers } from '../openapi/responses.ts';

export const permissionsRoute = createRoute({
  method: 'get',
  path: '/permissions',
  operationId: 'listPermissions',
  tags: ['Workspaces'],
  summary: 'Who may do what',
  description: 'Public. Each permission with the roles that include it. What you may do yourself is in `GET /me`.',
  responses: answers(200, 'The matrix of roles and permissions.', matrixSchema),
});
