/** API tokens as the API shows and takes them. The token itself is shown once, when it is created. */
import { z } from 'zod';
import { MAX_ALLOWED_PLACES, MAX_BLOCK_CHARS, MAX_HOST_CHARS } from './place-limit.ts';
import { MACHINE_ROLES, TOKEN_SCOPES } from './scope-set.ts';

export const MAX_TOKEN_NAME_CHARS = 100;
/** A day and a night to change every program over; longer, and the old secret is forgotten somewhere. */
const MAX_GRACE_SECONDS = 86_400;

export const tokenSchema = z
  .object({
    id: z.string().meta({ examples: ['tok_01KAJ2X8Q5N7V3M9T4R6W1YB0C'] }),
    kind: z
      .enum(['secret', 'publishable'])
      .meta({ description: '`secret` for programs; `publishable` for pages whose source anybody can read.' }),
    name: z.string().meta({ examples: ['Deploy pipeline'] }),
    start: z.string().meta({ description: 'First characters, to tell tokens apart.', examples: ['hop_3fXk'] }),
    publicKey: z.string().nullable().meta({ description: 'The whole key when it is publishable: it is no secret.' }),
    scopes: z.array(z.enum(TOKEN_SCOPES)),
    userId: z.string().nullable().meta({ description: 'The person it acts for; null for a machine.' }),
    machine: z.boolean().meta({ description: 'True when it is tied to no person and stays when people leave.' }),
    role: z.enum(MACHINE_ROLES).nullable().meta({ description: 'The machine’s role; null when it acts for a person.' }),
    allowedIps: z.array(z.string()).meta({
      description: 'Addresses and CIDR blocks it works from; empty: anywhere.',
      examples: [['203.0.113.0/24']],
    }),
    allowedHosts: z
      .array(z.string())
      .meta({ description: 'Hosts of pages a publishable key works on; empty: any.', examples: [['*.acme.com']] }),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable().meta({ description: 'To the minute.' }),
    createdAt: z.string(),
  })
  .meta({ id: 'Token' });

export const createdTokenSchema = tokenSchema
  .extend({ token: z.string().meta({ description: 'The token. It cannot be shown again.' }) })
  .meta({ id: 'CreatedToken' });

const name = z
  .string()
  .trim()
  .min(1)
  .max(MAX_TOKEN_NAME_CHARS)
  .meta({ examples: ['Deploy pipeline'] });
const scopes = z
  .array(z.enum(TOKEN_SCOPES))
  .min(1)
  .max(TOKEN_SCOPES.length)
  .meta({
    description:
      'What it may do. `apis.read` stands for every read scope and `apis.all` for everything, as far as the role allows.',
    examples: [['links.read', 'links.write']],
  });
const limits = {
  expiresAt: z.string().max(64).nullable().optional().meta({ description: 'ISO 8601; never when absent or null.' }),
  allowedIps: z
    .array(z.string().max(MAX_BLOCK_CHARS))
    .max(MAX_ALLOWED_PLACES)
    .optional()
    .meta({ description: 'IPv4 or IPv6 addresses or CIDR blocks it works from.', examples: [['203.0.113.0/24']] }),
  allowedHosts: z
    .array(z.string().max(MAX_HOST_CHARS))
    .max(MAX_ALLOWED_PLACES)
    .optional()
    .meta({ description: 'Publishable keys: hosts of the pages it works on.', examples: [['acme.com', '*.acme.com']] }),
};

export const createTokenSchema = z
  .object({
    name,
    kind: z.enum(['secret', 'publishable']).optional().meta({ description: '`secret` when absent.' }),
    scopes: scopes
      .optional()
      .meta({ description: 'Required for a secret token; a publishable key only sends events.' }),
    machine: z
      .boolean()
      .optional()
      .meta({ description: 'Tie it to no person: it keeps working when its creator leaves.' }),
    role: z
      .enum(MACHINE_ROLES)
      .optional()
      .meta({ description: 'Role of the machine, at most your own; `editor` when absent.' }),
    ...limits,
  })
  .meta({
    id: 'CreateToken',
    examples: [
      {
        name: 'Deploy pipeline',
        machine: true,
        role: 'editor',
        scopes: ['links.read', 'links.write'],
        allowedIps: ['203.0.113.0/24'],
      },
      { name: 'Website', kind: 'publishable', allowedHosts: ['acme.com', '*.acme.com'] },
    ],
  });

export const updateTokenSchema = z
  .object({ name: name.optional(), scopes: scopes.optional(), ...limits })
  .meta({ id: 'UpdateToken', examples: [{ scopes: ['apis.read'], expiresAt: '2027-12-31' }] });

export const rotateTokenSchema = z
  .object({
    graceSeconds: z
      .number()
      .int()
      .min(0)
      .max(MAX_GRACE_SECONDS)
      .optional()
      .meta({
        description: 'How long the old secret keeps working; 0, when absent, ends it at once.',
        examples: [3600],
      }),
  })
  .meta({ id: 'RotateToken', examples: [{ graceSeconds: 3_600 }] });

export type WireToken = z.infer<typeof tokenSchema>;
export type CreatedToken = z.infer<typeof createdTokenSchema>;
export type CreateTokenInput = z.output<typeof createTokenSchema>;
export type UpdateTokenInput = z.output<typeof updateTokenSchema>;
