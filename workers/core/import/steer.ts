/** Steers an import: takes its file, lets it begin, pauses, resumes and cancels it. What a portion has done stays done. */
import type { AuditAction } from '../audit/actions.ts';
import { requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import type { ImportsContext } from './create.ts';
import { type ImportJob, type ImportState, MAX_FILE_BYTES, NO_COUNTS } from './job.ts';

/** Imports of one page: nobody has more under way. */
const MAX_LISTED = 50;
const START = { byte: 0, line: 0 };

export async function getImport(context: ImportsContext, id: string): Promise<ImportJob> {
  requireScope(context.actor, 'links.read');
  return find(context, id);
}

async function find(context: ImportsContext, id: string): Promise<ImportJob> {
  const job = await context.imports.byId(id);
  if (!job) throw new AppError('not_found', `There is no import ${id} in this workspace.`);
  return job;
}

export function listImports(context: ImportsContext): Promise<ImportJob[]> {
  requireScope(context.actor, 'links.read');
  return context.imports.list(MAX_LISTED);
}

/** Before the file is taken in. Throws `bad_request` for a file that is too large, `conflict` when the import has its file. */
export async function expectFile(context: ImportsContext, id: string, bytes: number): Promise<ImportJob> {
  requireScope(context.actor, 'links.write');
  const job = await find(context, id);
  if (job.state !== 'waiting') throw new AppError('conflict', 'This import has its file already. Open another import.');
  if (!Number.isSafeInteger(bytes) || bytes <= 0)
    throw new AppError('bad_request', 'Send the file with its length (Content-Length), and not empty.');
  if (bytes > MAX_FILE_BYTES)
    throw new AppError('bad_request', `A file may have ${MAX_FILE_BYTES / 1_000_000} MB. Cut it in parts.`);
  return job;
}

/** The file is stored: the import begins. */
export function beginImport(context: ImportsContext, id: string, fileBytes: number): Promise<ImportJob> {
  return move(context, id, 'import.begin', ['waiting'], { state: 'running', fileBytes });
}

/** The file of a dry run is imported in earnest. */
export function startImport(context: ImportsContext, id: string): Promise<ImportJob> {
  const again = { dryRun: false, cursor: START, counts: NO_COUNTS, finishedAt: null };
  return move(context, id, 'import.start', ['checked'], { state: 'running', ...again });
}

export function pauseImport(context: ImportsContext, id: string): Promise<ImportJob> {
  return move(context, id, 'import.pause', ['running'], { state: 'paused' });
}

export function resumeImport(context: ImportsContext, id: string): Promise<ImportJob> {
  return move(context, id, 'import.resume', ['paused', 'failed'], { state: 'running', error: null, finishedAt: null });
}

/** Links that are here stay. */
export function cancelImport(context: ImportsContext, id: string): Promise<ImportJob> {
  const from: ImportState[] = ['waiting', 'running', 'paused', 'checked', 'failed'];
  return move(context, id, 'import.cancel', from, { state: 'canceled', finishedAt: context.now() });
}

async function move(
  context: ImportsContext,
  id: string,
  action: AuditAction,
  from: readonly ImportState[],
  changes: Partial<ImportJob>,
): Promise<ImportJob> {
  requireScope(context.actor, 'links.write');
  const before = await find(context, id);
  const now = context.now();
  const change = { before: { state: before.state }, after: { state: changes.state } };
  const entry = auditEntry(context.actor, action, id, change, now);
  if (!(await context.imports.move(id, from, { ...changes, updatedAt: now }, entry))) {
    const job = await find(context, id);
    throw new AppError('conflict', `This import is ${job.state}; that can be done while it is ${from.join(' or ')}.`);
  }
  if (changes.state === 'running') await context.wake(id);
  return find(context, id);
}
