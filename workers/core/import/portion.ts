/** What one portion of a file comes to: lines read, and for each either what became of it or why it was refused. */
import { AppError } from '../error/app-error.ts';
import { FORMATS } from './format/formats.ts';
import type { Link } from '../link/link.ts';
import type { Item, PastClicks } from './item.ts';
import type { ImportCounts, ImportCursor, ImportJob } from './job.ts';
import { readItem } from './read-item.ts';

/** One record of the file. */
export interface Line {
  /** As an editor counts: where the record begins. */
  line: number;
  /** Its text, for the error file. */
  text: string;
  /** Undefined when it could not even be cut into fields. */
  record: Record<string, unknown> | undefined;
  problem?: string;
}

export interface Portion {
  lines: Line[];
  /** Where the next portion begins. */
  next: ImportCursor;
  atEnd: boolean;
}

export interface Refused {
  line: Line;
  reason: string;
}

/** Counts of this portion alone. */
export interface PortionResult {
  counts: ImportCounts;
  refused: Refused[];
}

export interface ReadLine {
  line: Line;
  item: Item;
}

/** A line whose link is here, with what it says of its past. */
export interface LinkedLine {
  line: Line;
  link: Link;
  clicks: readonly PastClicks[];
}

/** Reads every line it can; the others are refused with their reason. */
export function readLines(job: Pick<ImportJob, 'format' | 'options'>, lines: readonly Line[]) {
  const read: ReadLine[] = [];
  const refused: Refused[] = [];
  for (const line of lines) {
    try {
      if (!line.record) throw new AppError('unprocessable_entity', line.problem ?? 'The line cannot be read.');
      read.push({ line, item: readItem(line.record, FORMATS[job.format], job.options.mapping ?? {}) });
    } catch (error) {
      refused.push({ line, reason: reasonOf(error) });
    }
  }
  return { read, refused };
}

/** The sentence for the error file. A fault of ours is not the line's: it is thrown on, and the portion is tried again. */
export function reasonOf(error: unknown): string {
  if (error instanceof AppError && error.code !== 'service_unavailable' && error.code !== 'internal_server_error')
    return error.message;
  throw error;
}

export function addCounts(a: ImportCounts, b: ImportCounts): ImportCounts {
  return {
    lines: a.lines + b.lines,
    created: a.created + b.created,
    unchanged: a.unchanged + b.unchanged,
    refused: a.refused + b.refused,
    clicks: a.clicks + b.clicks,
  };
}
