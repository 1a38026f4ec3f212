/** Members, as the API shows and changes them. */
import { z } from 'zod';
import { GIVEN_ROLES, ROLES } from '../access/permissions.ts';
import type { Member } from './ports.ts';

export const memberSchema = z
  .object({
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    image: z.string().nullable(),
    role: z.enum(ROLES),
    createdAt: z.string().meta({ description: 'When they joined.' }),
  })
  .meta({ id: 'Member' });

export const changeRoleSchema = z.object({ role: z.enum(GIVEN_ROLES) }).meta({ id: 'ChangeRole' });

export const handOverSchema = z
  .object({ userId: z.string().min(1).max(100).meta({ description: 'The member who becomes the owner.' }) })
  .meta({ id: 'HandOver' });

export function toWireMember({ createdAt, ...member }: Member): z.infer<typeof memberSchema> {
  return { ...member, createdAt: new Date(createdAt).toISOString() };
}
