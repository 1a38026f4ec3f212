/** An import: a file, how to read it, and how far it has come. */
import type { FormatName } from './format/formats.ts';
import type { Mapping } from './find-values.ts';

/**
 * `waiting` for its file; `running`; `paused`; `checked`: a dry run is over and can be started; `done`; `canceled`;
 * `failed`: it gave up on a fault that is not the file's and can be resumed.
 */
export const IMPORT_STATES = ['waiting', 'running', 'paused', 'checked', 'done', 'canceled', 'failed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** What the one who imports has decided. */
export interface ImportOptions {
  /** Where links go whose own domain is not given a place in `domains` and is none of the workspace's. */
  domain?: string;
  /** Old domain → domain of the workspace. */
  domains?: Record<string, string>;
  /** Our field → column of the file. */
  mapping?: Mapping;
  /** Whether clicks of the past are counted, too. */
  history: boolean;
  /** Put on every link besides its own tags. */
  tagNames?: string[];
  folderId?: string;
}

export interface ImportCounts {
  /** Lines read, the header not counted. */
  lines: number;
  created: number;
  /** Links that were here already, under the same name with the same destination. */
  unchanged: number;
  refused: number;
  /** Clicks of the past that the ledger has taken; ones it had already are not among them. */
  clicks: number;
}

export const NO_COUNTS: ImportCounts = { lines: 0, created: 0, unchanged: 0, refused: 0, clicks: 0 };

/** Where the next portion begins. */
export interface ImportCursor {
  /** Byte of the file. */
  byte: number;
  /** Lines before it, as an editor counts them. */
  line: number;
}

/** How the file is built; found out when its first bytes are read. */
export interface FileShape {
  kind: 'csv' | 'ndjson';
  /** CSV only. */
  delimiter?: string;
  header?: string[];
  /** The object in R2 that is read: a JSON file is unrolled into lines first. */
  source: string;
  bytes: number;
}

export interface ImportJob {
  id: string;
  workspaceId: string;
  state: ImportState;
  format: FormatName;
  dryRun: boolean;
  options: ImportOptions;
  /** Who asked for it: the links are theirs, and the audit log names them. */
  userId: string;
  actor: string;
  fileBytes: number;
  shape: FileShape | null;
  cursor: ImportCursor;
  counts: ImportCounts;
  /** Why it failed, as a sentence. */
  error: string | null;
  createdAt: number;
  updatedAt: number;
  finishedAt: number | null;
}

/** A million lines of 500 bytes. What one request may carry depends on the installation's zone, too: see docs/import.md. */
export const MAX_FILE_BYTES = 500_000_000;
/** A JSON document is held in memory once, to be cut into lines. */
export const MAX_JSON_FILE_BYTES = 20_000_000;
/** Files and errors are kept this long after the import has ended. */
export const KEEP_FILES_MS = 30 * 86_400_000;
/** Imports of one workspace that are not over: they share its shard. */
export const MAX_OPEN_IMPORTS = 3;

/** Everything in R2 that belongs to imports of a workspace. */
export const importsOf = (workspaceId: string) => `imports/${workspaceId}/`;
/** And to one import. */
export const filesOf = (workspaceId: string, id: string) => `${importsOf(workspaceId)}${id}/`;
export const fileKey = (job: Pick<ImportJob, 'workspaceId' | 'id'>) => `${filesOf(job.workspaceId, job.id)}file`;
export const linesKey = (job: Pick<ImportJob, 'workspaceId' | 'id'>) => `${filesOf(job.workspaceId, job.id)}lines`;
/** One object per portion with problems, in the order of the file. A dry run keeps its own. */
export const errorsPrefix = (job: Pick<ImportJob, 'workspaceId' | 'id' | 'dryRun'>) =>
  `${filesOf(job.workspaceId, job.id)}${job.dryRun ? 'check' : 'errors'}/`;
export const errorsKey = (job: Pick<ImportJob, 'workspaceId' | 'id' | 'dryRun'>, byte: number) =>
  `${errorsPrefix(job)}${String(byte).padStart(12, '0')}.csv`;
