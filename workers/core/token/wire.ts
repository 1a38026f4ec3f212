/** API tokens as the API shows and takes them. The token itself is shown once, when it is created. */
import { z } from 'zod';
import { SCOPES } from '../access/scope.ts';

export const MAX_TOKEN_NAME_CHARS = 100;

export const tokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    start: z.string().meta({ description: 'First characters, to tell tokens apart.', examples: ['hop_3fXk'] }),
    scopes: z.array(z.enum(SCOPES)),
    userId: z.string(),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable().meta({ description: 'To the minute.' }),
    createdAt: z.string(),
  })
  .meta({ id: 'Token' });

export const createdTokenSchema = tokenSchema
  .extend({ token: z.string().meta({ description: 'The token. It cannot be shown again.' }) })
  .meta({ id: 'CreatedToken' });

export const createTokenSchema = z
  .object({
    name: z.string().trim().min(1).max(MAX_TOKEN_NAME_CHARS),
    scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
    expiresAt: z.string().max(64).nullable().optional().meta({ description: 'ISO 8601; never when absent.' }),
  })
  .meta({ id: 'CreateToken' });

export type WireToken = z.infer<typeof tokenSchema>;
export type CreatedToken = z.infer<typeof createdTokenSchema>;
export type CreateTokenInput = z.output<typeof createTokenSchema>;
