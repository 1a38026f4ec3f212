/** Shares on the wire, as those who make them see them. */
import { z } from 'zod';
import { MAX_PASSWORD_CHARS } from '../link/password.ts';
import { isoDate } from '../schema/date.ts';
import { type Share, SHARE_KINDS } from './share.ts';

const MAX_NAME_CHARS = 100;
/** Shorter ones are guessed within the attempts that are allowed. */
const MIN_PASSWORD_CHARS = 8;

const name = z.string().trim().min(1).max(MAX_NAME_CHARS).meta({ description: 'Heading of the page.' });
const password = z
  .string()
  .min(MIN_PASSWORD_CHARS)
  .max(MAX_PASSWORD_CHARS)
  .nullable()
  .optional()
  .meta({ description: 'What visitors must know; null: nothing but the address.', examples: ['sesame, open'] });
const expiresAt = z
  .string()
  .max(64)
  .nullable()
  .optional()
  .meta({
    description: 'When the page ends, ISO 8601; null: when it is deleted.',
    examples: ['2027-12-31T23:00:00.000Z'],
  });
const showConversions = z.boolean().meta({ description: 'Leads, sales and amounts are shown beside clicks.' });

export const createShareSchema = z.object({
  name,
  kind: z.enum(SHARE_KINDS).prefault('workspace').meta({ description: 'What is shown.' }),
  targetId: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'Id of the link or the folder; not for a workspace.', examples: [undefined] }),
  password,
  expiresAt,
  showConversions: showConversions.prefault(false),
});
export type CreateShareInput = z.output<typeof createShareSchema>;

export const updateShareSchema = z.object({
  name: name.optional(),
  password,
  expiresAt,
  showConversions: showConversions.optional(),
});
export type UpdateShareInput = z.output<typeof updateShareSchema>;

export const shareSchema = z
  .object({
    id: z.string(),
    key: z.string().meta({
      description: 'What the public address ends with. Whoever has it can look.',
      examples: ['k3JxV0c7Qm2ZtPq9aLw8RfYd'],
    }),
    name: z.string(),
    kind: z.enum(SHARE_KINDS),
    targetId: z.string().nullable(),
    hasPassword: z.boolean(),
    showConversions: z.boolean(),
    expiresAt: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Share' });
export type WireShare = z.infer<typeof shareSchema>;

export function presentShare(share: Share): WireShare {
  const { id, key, name: called, kind, targetId, passwordHash, showConversions: shown } = share;
  return {
    id,
    key,
    name: called,
    kind,
    targetId,
    hasPassword: passwordHash !== null,
    showConversions: shown,
    expiresAt: isoDate(share.expiresAt),
    createdAt: new Date(share.createdAt).toISOString(),
    updatedAt: new Date(share.updatedAt).toISOString(),
  };
}
