/** The permission matrix, as the API shows it. */
import { z } from 'zod';
import { ALL_PERMISSIONS, PERMISSIONS, ROLE_MEANING, ROLES } from './permissions.ts';

export const matrixSchema = z
  .object({
    roles: z.array(z.object({ role: z.enum(ROLES), meaning: z.string() })),
    permissions: z.array(
      z.object({
        permission: z.enum(ALL_PERMISSIONS),
        allows: z.string().meta({ description: 'What it lets one do.', examples: ['create, change and delete links'] }),
        roles: z.array(z.enum(ROLES)),
        forTokens: z.boolean().meta({ description: 'Whether a token can carry it as a scope.' }),
      }),
    ),
  })
  .meta({ id: 'PermissionMatrix' });

export type WireMatrix = z.infer<typeof matrixSchema>;

export function toWireMatrix(): WireMatrix {
  return {
    roles: ROLES.map((role) => ({ role, meaning: ROLE_MEANING[role] })),
    permissions: ALL_PERMISSIONS.map((permission) => {
      const { allows, roles, forTokens } = PERMISSIONS[permission];
      return { permission, allows, roles: [...roles], forTokens };
    }),
  };
}
