/** Workspaces and the signed-in person, as the API shows them. */
import { z } from 'zod';
import { ALL_PERMISSIONS, ROLES } from '../access/permissions.ts';
import { SCOPES } from '../access/scope.ts';

export const workspaceSchema = z
  .object({
    id: z.string().meta({ examples: ['ws_01KAJ2X8Q5N7V3M9T4R6W1YB0C'] }),
    name: z.string(),
    slug: z.string(),
    logo: z.string().nullable(),
    plan: z.string(),
    createdAt: z.string(),
    users: z.array(z.object({ role: z.enum(ROLES) })).meta({ description: "The caller's own membership." }),
    domains: z.array(z.object({ slug: z.string(), primary: z.boolean(), verified: z.boolean() })),
  })
  .meta({ id: 'Workspace' });

export const meSchema = z
  .object({
    user: z.object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      emailVerified: z.boolean(),
      image: z.string().nullable(),
    }),
    via: z.enum(['session', 'token']).meta({ description: 'How this request was authenticated.' }),
    workspaceId: z
      .string()
      .nullable()
      .meta({ description: 'Workspace this request acts in; null for a person without one.' }),
    role: z.enum(ROLES).nullable(),
    scopes: z.array(z.enum(SCOPES)).meta({ description: 'The permissions below that a token could carry.' }),
    permissions: z
      .array(z.enum(ALL_PERMISSIONS))
      .meta({ description: 'What this request may do: role and token together.' }),
  })
  .meta({ id: 'Me' });

export type WireWorkspace = z.infer<typeof workspaceSchema>;
export type Me = z.infer<typeof meSchema>;
