/** Workspaces and the signed-in person, as the API shows them. */
import { z } from 'zod';
import { BLOCK_REASONS } from '../abuse/case.ts';
import { ALL_PERMISSIONS, ROLES } from '../access/permissions.ts';
import { SCOPES } from '../access/scope.ts';
import { planSchema } from '../plan/wire.ts';
import { CLICK_ACKS } from '../route/strict.ts';
import { MAX_WORKSPACE_NAME_CHARS } from './name.ts';

export const workspaceSchema = z
  .object({
    id: z.string().meta({ examples: ['ws_01KAJ2X8Q5N7V3M9T4R6W1YB0C'] }),
    name: z.string(),
    slug: z.string(),
    logo: z.string().nullable(),
    deleteAt: z.string().nullable().meta({
      description: 'When it will be deleted; until then nothing in it can be changed. Null for all that stay.',
    }),
    quarantine: z
      .object({ since: z.string(), reason: z.enum(BLOCK_REASONS) })
      .nullable()
      .meta({
        description:
          'Set by those who run this instance: no link leads anywhere or can be changed, and an owner or admin can appeal. Null otherwise.',
        examples: [null],
      }),
    plan: z.string(),
    limits: planSchema.meta({
      description:
        'What the plan includes, for screens that say it beforehand; null is without limit. What is used: GET /usage.',
    }),
    clickAck: z.enum(CLICK_ACKS).meta({
      description:
        'When visitors are answered. `after`: at once, the click is on its way. `before`: strict mode, once the click is durable; a click that cannot be kept is answered 503.',
    }),
    createdAt: z.string(),
    users: z.array(z.object({ role: z.enum(ROLES) })).meta({ description: "The caller's own membership." }),
    domains: z.array(z.object({ slug: z.string(), primary: z.boolean(), verified: z.boolean() })),
  })
  .meta({ id: 'Workspace' });

const name = z.string().trim().min(1).max(MAX_WORKSPACE_NAME_CHARS);
const slug = z
  .string()
  .max(100)
  .meta({ description: 'Letters, digits and hyphens, 3 to 48.', examples: ['acme'] });

export const createWorkspaceSchema = z
  .strictObject({
    name,
    slug: slug.optional().meta({ description: 'Made from the name when absent.', examples: ['acme'] }),
  })
  .meta({ id: 'CreateWorkspace' });

export const updateWorkspaceSchema = z
  .strictObject({
    name,
    slug,
    logo: z.string().max(2_048).nullable().meta({ description: 'An https address; null takes it away.' }),
    clickAck: z.enum(CLICK_ACKS).meta({ description: 'Takes effect everywhere within 60 seconds.' }),
  })
  .partial()
  .meta({ id: 'UpdateWorkspace' });

export type CreateWorkspaceInput = z.output<typeof createWorkspaceSchema>;
export type UpdateWorkspaceInput = z.output<typeof updateWorkspaceSchema>;

export const meSchema = z
  .object({
    user: z.object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      emailVerified: z.boolean(),
      twoFactorEnabled: z.boolean(),
      image: z.string().nullable(),
    }),
    operator: z.boolean().meta({ description: 'Runs this instance: the abuse desk is theirs.', examples: [false] }),
    via: z.enum(['session', 'token']).meta({ description: 'How this request was authenticated.' }),
    workspaceId: z
      .string()
      .nullable()
      .meta({ description: 'Workspace this request acts in; null for a person without one.' }),
    workspaces: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          slug: z.string(),
          logo: z.string().nullable(),
          plan: z.string(),
          role: z.enum(ROLES),
          deleteAt: z.string().nullable(),
        }),
      )
      .meta({ description: 'All workspaces of the person, oldest first; a token sees its own one.' }),
    role: z.enum(ROLES).nullable(),
    scopes: z.array(z.enum(SCOPES)).meta({ description: 'The permissions below that a token could carry.' }),
    permissions: z
      .array(z.enum(ALL_PERMISSIONS))
      .meta({ description: 'What this request may do: role and token together.' }),
  })
  .meta({ id: 'Me' });

export type WireWorkspace = z.infer<typeof workspaceSchema>;
export type Me = z.infer<typeof meSchema>;
