/** Folders as the API shows and takes them. */
import { z } from 'zod';
import { integerParam } from '../schema/params.ts';
import { type Folder, type FolderMember, MAX_FOLDER_DESCRIPTION_CHARS, MAX_FOLDER_NAME_CHARS } from './folder.ts';

export const MAX_FOLDER_PAGE = 50;
const LEVELS = ['write', 'read'] as const;
const LEVEL_MEANING =
  'What every member may do in it: `write`, `read`, or null for nothing. Owners, admins and who made it may always write.';

export const folderSchema = z
  .object({
    id: z.string().meta({ examples: ['fold_01KAJ2X8Q5N7V3M9T4R6W1YB0C'] }),
    name: z.string().meta({ examples: ['Campaigns 2027'] }),
    description: z.string().nullable(),
    type: z.enum(['default', 'mega']),
    accessLevel: z.enum(LEVELS).nullable().meta({ description: LEVEL_MEANING }),
    createdAt: z.string().meta({ description: 'ISO 8601.' }),
    updatedAt: z.string().meta({ description: 'ISO 8601.' }),
  })
  .meta({ id: 'Folder', description: 'A place for links, with its own access.' });

const name = z
  .string()
  .trim()
  .min(1)
  .max(MAX_FOLDER_NAME_CHARS)
  .meta({ examples: ['Campaigns 2027'] });
const description = z.string().max(MAX_FOLDER_DESCRIPTION_CHARS).nullable().optional();
const level = z.enum(LEVELS).nullable();

export const createFolderSchema = z
  .object({ name, description, accessLevel: level.prefault('write').meta({ description: LEVEL_MEANING }) })
  .meta({ id: 'CreateFolder' });

export const updateFolderSchema = z
  .object({ name: name.optional(), description, accessLevel: level.optional().meta({ description: LEVEL_MEANING }) })
  .meta({ id: 'UpdateFolder' });

export const listFoldersSchema = z.object({
  search: z.string().max(MAX_FOLDER_NAME_CHARS).optional().meta({ description: 'Part of the name.' }),
  page: integerParam(1, 1_000, 'Page, from 1.').prefault('1'),
  pageSize: integerParam(1, MAX_FOLDER_PAGE, 'Folders per page.').prefault(String(MAX_FOLDER_PAGE)),
});

export const folderMemberSchema = z
  .object({
    userId: z.string(),
    level: z.enum(LEVELS).meta({ description: 'Takes the place of the folder’s own level for this member.' }),
    createdAt: z.string().meta({ description: 'ISO 8601.' }),
  })
  .meta({ id: 'FolderMember' });

export const setFolderMemberSchema = z.object({ level: z.enum(LEVELS) }).meta({ id: 'SetFolderMember' });

export type WireFolder = z.infer<typeof folderSchema>;
export type CreateFolderInput = z.output<typeof createFolderSchema>;
export type UpdateFolderInput = z.output<typeof updateFolderSchema>;
export type ListFoldersQuery = z.output<typeof listFoldersSchema>;
export type WireFolderMember = z.infer<typeof folderMemberSchema>;

export function toWireFolder(folder: Folder): WireFolder {
  return {
    id: folder.id,
    name: folder.name,
    description: folder.description,
    type: folder.type,
    accessLevel: folder.accessLevel,
    createdAt: new Date(folder.createdAt).toISOString(),
    updatedAt: new Date(folder.updatedAt).toISOString(),
  };
}

export function toWireFolderMember({ userId, level: given, createdAt }: FolderMember): WireFolderMember {
  return { userId, level: given, createdAt: new Date(createdAt).toISOString() };
}
