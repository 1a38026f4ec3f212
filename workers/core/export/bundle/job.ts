/** An export of everything a workspace owns: the files it consists of, and how far they have been written. */

/** `failed`: it gave up on a fault of ours; another one can be started. */
export const EXPORT_STATES = ['running', 'done', 'canceled', 'failed'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

/** How events are written; there may be many, so one can leave them out. */
export const EVENT_FORMATS = ['ndjson', 'csv', 'none'] as const;
export type EventFormat = (typeof EVENT_FORMATS)[number];

/** A file that is complete. */
export interface ExportFile {
  name: string;
  rows: number;
  bytes: number;
  /** In hex. */
  sha256: string;
}

/** Where the next part begins. */
export interface ExportCursor {
  /** Name of the source that is being read; '' before the first, END after the last. */
  source: string;
  /** Where in the source, in its own words; null: at its beginning. */
  after: string | null;
  /** Number of the source's file that is being written, from 1. */
  file: number;
  /** Parts, rows and bytes of that file so far. */
  part: number;
  rows: number;
  bytes: number;
}

export interface ExportJob {
  id: string;
  workspaceId: string;
  state: ExportState;
  events: EventFormat;
  /** Who asked for it and is told when it is ready. */
  userId: string;
  /** As in the audit log. */
  actor: string;
  cursor: ExportCursor;
  files: ExportFile[];
  /** Rows written, and how many there will be as far as it was known at the beginning. */
  rows: number;
  expectedRows: number;
  error: string | null;
  createdAt: number;
  updatedAt: number;
  finishedAt: number | null;
}

export const END = 'end';
export const START: ExportCursor = { source: '', after: null, file: 1, part: 0, rows: 0, bytes: 0 };

/** Text held in memory at a time, before it is written. */
export const PART_CHARS = 4_000_000;
/** A file is closed above this: it is read once more for its checksum, and an import takes files of up to five times as much. */
export const MAX_FILE_BYTES = 100_000_000;
/** Files are kept this long after the export has ended. */
export const KEEP_EXPORT_MS = 7 * 86_400_000;
/** Started per workspace within a day: each reads everything. */
export const MAX_EXPORTS_PER_DAY = 5;

/** Everything in R2 that belongs to exports of a workspace. */
export const exportsOf = (workspaceId: string) => `exports/${workspaceId}/`;
/** And to one export. */
export const bundleOf = ({ workspaceId, id }: Pick<ExportJob, 'workspaceId' | 'id'>) =>
  `${exportsOf(workspaceId)}${id}/`;
/** Parts of one file, in their order. */
export const partsOf = (job: Pick<ExportJob, 'workspaceId' | 'id'>, file: string) => `${bundleOf(job)}${file}/`;
export const partKey = (job: Pick<ExportJob, 'workspaceId' | 'id'>, file: string, part: number) =>
  `${partsOf(job, file)}${String(part).padStart(6, '0')}`;
