/** What an export of everything needs from the world. Every method is safe to repeat: a part may be written twice. */
import type { Actor } from '../../access/actor.ts';
import type { AuditEntry } from '../../audit/entry.ts';
import type { ExportJob, ExportState } from './job.ts';

/** Exports of exactly one workspace. */
export interface ExportStore {
  byId(id: string): Promise<ExportJob | undefined>;
  /** Newest first. */
  list(limit: number): Promise<ExportJob[]>;
  /** Those under way, and those started since a moment (Unix ms). */
  countSince(sinceMs: number): Promise<{ running: number; started: number }>;
  insert(job: ExportJob, entry: AuditEntry): Promise<void>;
  /** Writes `changes` only while the state is `from`. False when it was not. */
  move(id: string, from: ExportState, changes: Partial<ExportJob>, entry?: AuditEntry): Promise<boolean>;
  /** Writes what a part has done, only over the cursor it began at and while the export is running. */
  advance(job: ExportJob, changes: Partial<ExportJob>): Promise<boolean>;
}

/** Some rows of a source, as they stand in the file. */
export interface SourcePage {
  text: string;
  rows: number;
  /** Where the next page begins; null after the last. */
  next: string | null;
}

/** One kind of thing, read page by page. */
export interface ExportSource {
  /** Of the file, without number and ending. */
  name: string;
  ending: 'csv' | 'ndjson';
  /** Written as gzip. */
  zipped: boolean;
  /** First line of every file; '' for none. */
  head: string;
  /** For the manifest: what one row is. */
  about: string;
  page(after: string | null): Promise<SourcePage>;
}

export interface BundleFiles {
  /** @returns the bytes stored. */
  putPart(job: ExportJob, file: string, part: number, text: string, zipped: boolean): Promise<number>;
  /** Reads the parts of a file once more. @returns its bytes and their SHA-256 in hex. Throws when a part is missing. */
  seal(job: ExportJob, file: string, parts: number): Promise<{ bytes: number; sha256: string }>;
  remove(job: ExportJob): Promise<void>;
}

export interface ExportsContext {
  actor: Actor;
  exports: ExportStore;
  files: Pick<BundleFiles, 'remove'>;
  /** Sets the export going; the cron does when this fails. */
  wake(id: string): Promise<void>;
  now(): number;
}
