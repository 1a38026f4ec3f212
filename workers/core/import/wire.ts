/** Imports as the API shows and takes them. */
import { z } from 'zod';
import { isoDate } from '../schema/date.ts';
import { FORMAT_NAMES } from './format/formats.ts';
import { FIELDS } from './item.ts';
import { IMPORT_STATES, type ImportJob } from './job.ts';

/** A company with more old domains than this has a project, not an import. */
const MAX_DOMAIN_PAIRS = 100;
const MAX_TAG_NAMES = 10;
const domain = z.string().trim().min(1).max(190);

export const createImportSchema = z
  .object({
    format: z
      .enum(FORMAT_NAMES)
      .meta({ description: 'Whose export it is. `csv` is any CSV file.', examples: ['bitly'] }),
    dryRun: z.boolean().default(false).meta({
      description:
        'Only check: every line is judged by every rule and nothing is written. Afterwards the import can be started.',
    }),
    domain: domain.optional().meta({
      description: 'Domain of the workspace for links whose own domain is not one of its.',
      examples: ['go.acme.com'],
    }),
    domains: z
      .record(z.string().max(190), domain)
      .refine((pairs) => Object.keys(pairs).length <= MAX_DOMAIN_PAIRS, `must have at most ${MAX_DOMAIN_PAIRS} domains`)
      .optional()
      .meta({ description: 'Old domain → domain of the workspace.', examples: [{ 'bit.ly': 'go.acme.com' }] }),
    mapping: z
      .partialRecord(z.enum(FIELDS), z.string().min(1).max(200))
      .optional()
      .meta({
        description: 'Our field → column of the file, where it has another name than ours.',
        examples: [{ url: 'Landing page', key: 'Short code' }],
      }),
    history: z.boolean().default(true).meta({
      description: 'Also count the clicks that the file tells of. They are dated in the past and marked as imported.',
    }),
    tagNames: z
      .array(z.string().trim().min(1).max(50))
      .max(MAX_TAG_NAMES)
      .optional()
      .meta({ description: 'Tags for every link besides its own; they are made when they are missing.' }),
    folderId: z.string().max(255).optional().meta({ description: 'Folder for every link.' }),
  })
  .meta({ id: 'CreateImport' });

export type CreateImportInput = z.output<typeof createImportSchema>;

export const importSchema = z
  .object({
    id: z.string().meta({ examples: ['imp_01KAJ2X8Q5N7V3M9T4R6W1YB0C'] }),
    state: z.enum(IMPORT_STATES).meta({
      description:
        '`waiting` for its file; `checked`: a dry run is over and can be started; `failed`: it can be resumed.',
    }),
    format: z.enum(FORMAT_NAMES),
    dryRun: z.boolean(),
    progress: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: 'Part of the file that has been read.', examples: [0.42] }),
    fileBytes: z.number().int(),
    lines: z.number().int().meta({ description: 'Lines read, the header not counted.' }),
    created: z.number().int().meta({ description: 'Links made; in a dry run, that would be made.' }),
    unchanged: z
      .number()
      .int()
      .meta({ description: 'Links that were here already, with the same name and destination.' }),
    refused: z.number().int().meta({ description: 'Lines with a problem: see the error file.' }),
    clicks: z.number().int().meta({ description: 'Clicks of the past that have been counted.' }),
    error: z.string().nullable().meta({ description: 'Why the import as a whole stopped.' }),
    createdAt: z.string(),
    updatedAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'Import' });

export const importParamSchema = z.object({
  importId: z
    .string()
    .min(1)
    .max(100)
    .meta({ examples: ['imp_01KAJ2X8Q5N7V3M9T4R6W1YB0C'] }),
});

export type WireImport = z.infer<typeof importSchema>;

export function toWireImport(job: ImportJob): WireImport {
  const whole = job.shape?.bytes ?? job.fileBytes;
  const { lines, created, unchanged, refused, clicks } = job.counts;
  return {
    id: job.id,
    state: job.state,
    format: job.format,
    dryRun: job.dryRun,
    progress: whole === 0 ? 0 : Math.min(1, job.cursor.byte / whole),
    fileBytes: job.fileBytes,
    lines,
    created,
    unchanged,
    refused,
    clicks,
    error: job.error,
    createdAt: new Date(job.createdAt).toISOString(),
    updatedAt: new Date(job.updatedAt).toISOString(),
    finishedAt: isoDate(job.finishedAt),
  };
}
