/** Exports of everything as the API shows and takes them. */
import { z } from 'zod';
import { isoDate } from '../../schema/date.ts';
import { EVENT_FORMATS, EXPORT_STATES, type ExportJob, KEEP_EXPORT_MS } from './job.ts';

const ID = 'exp_01KAJ2X8Q5N7V3M9T4R6W1YB0C';
/** Expected rows are counted once, at the beginning: only the end is the whole. */
const MAX_RUNNING_PROGRESS = 0.99;

export const startExportSchema = z
  .object({
    events: z
      .enum(EVENT_FORMATS)
      .default('ndjson')
      .meta({
        description: 'How clicks, leads and sales are written, a file per month; `none` leaves them out.',
        examples: ['ndjson'],
      }),
  })
  .meta({ id: 'StartExport' });

export type StartExportInput = z.output<typeof startExportSchema>;

export const exportSchema = z
  .object({
    id: z.string().meta({ examples: [ID] }),
    state: z.enum(EXPORT_STATES),
    events: z.enum(EVENT_FORMATS),
    progress: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: 'Part of the rows that is written.', examples: [1] }),
    rows: z
      .number()
      .int()
      .meta({ description: 'Rows written, in all files.', examples: [1_204] }),
    bytes: z
      .number()
      .int()
      .meta({ description: 'Of the files that are complete.', examples: [250_000] }),
    files: z
      .array(
        z.object({
          name: z.string().meta({ examples: ['links.csv'] }),
          rows: z
            .number()
            .int()
            .meta({ examples: [310] }),
          bytes: z
            .number()
            .int()
            .meta({ examples: [91_000] }),
          sha256: z.string().meta({ examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'] }),
        }),
      )
      .meta({ description: 'Those that are complete.' }),
    error: z
      .string()
      .nullable()
      .meta({ description: 'Why it failed.', examples: [null] }),
    createdAt: z.string(),
    updatedAt: z.string(),
    finishedAt: z.string().nullable(),
    expiresAt: z.string().nullable().meta({ description: 'When its files are removed.' }),
  })
  .meta({ id: 'Export' });

export const exportParamSchema = z.object({
  exportId: z
    .string()
    .min(1)
    .max(100)
    .meta({ examples: [ID] }),
});

export const exportFileSchema = z.object({
  name: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({
      description: 'One file of the export; without it all of them come as one ZIP.',
      examples: ['links.csv'],
    }),
});

export type WireExport = z.infer<typeof exportSchema>;

export function toWireExport(job: ExportJob): WireExport {
  const { id, state, events, rows, files, error, finishedAt } = job;
  return {
    id,
    state,
    events,
    progress: progressOf(job),
    rows,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    files,
    error,
    createdAt: new Date(job.createdAt).toISOString(),
    updatedAt: new Date(job.updatedAt).toISOString(),
    finishedAt: isoDate(finishedAt),
    expiresAt: finishedAt === null ? null : isoDate(finishedAt + KEEP_EXPORT_MS),
  };
}

function progressOf({ state, rows, expectedRows }: ExportJob): number {
  if (state === 'done') return 1;
  return expectedRows === 0 ? 0 : Math.min(MAX_RUNNING_PROGRESS, rows / expectedRows);
}
