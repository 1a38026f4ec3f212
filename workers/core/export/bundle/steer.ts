/** Starts, shows and cancels exports of everything a workspace owns. */
import { type Actor, actorName, requireScope } from '../../access/actor.ts';
import { type AuditEntry, auditEntry } from '../../audit/entry.ts';
import { AppError } from '../../error/app-error.ts';
import { newEntityId } from '../../id/entity-id.ts';
import { type ExportFile, type ExportJob, MAX_EXPORTS_PER_DAY, START } from './job.ts';
import type { ExportsContext } from './ports.ts';
import type { StartExportInput } from './wire.ts';

/** Exports of one page: a week has no more. */
const MAX_LISTED = 50;
const DAY_MS = 86_400_000;

/** Throws `conflict` while one is under way, and when the day's are used up. */
export async function startExport(context: ExportsContext, input: StartExportInput): Promise<ExportJob> {
  const { actor, exports } = context;
  requireScope(actor, 'workspaces.export');
  const now = context.now();
  const { running, started } = await exports.countSince(now - DAY_MS);
  if (running > 0)
    throw new AppError('conflict', 'An export of this workspace is under way. Wait for it or cancel it.');
  if (started >= MAX_EXPORTS_PER_DAY)
    throw new AppError('conflict', `${MAX_EXPORTS_PER_DAY} exports were started within a day. Try again tomorrow.`);
  const job: ExportJob = {
    id: newEntityId('export', now),
    workspaceId: actor.workspace.id,
    state: 'running',
    events: input.events,
    userId: actor.userId,
    actor: actorName(actor),
    cursor: START,
    files: [],
    rows: 0,
    expectedRows: 0,
    error: null,
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
  };
  await exports.insert(job, auditEntry(actor, 'export.start', job.id, { after: { events: job.events } }, now));
  await context.wake(job.id);
  return job;
}

export async function getExport(context: Pick<ExportsContext, 'actor' | 'exports'>, id: string): Promise<ExportJob> {
  requireScope(context.actor, 'workspaces.export');
  const job = await context.exports.byId(id);
  if (!job) throw new AppError('not_found', `There is no export ${id} in this workspace.`);
  return job;
}

export function listExports(context: ExportsContext): Promise<ExportJob[]> {
  requireScope(context.actor, 'workspaces.export');
  return context.exports.list(MAX_LISTED);
}

/** What has been written goes at once. */
export async function cancelExport(context: ExportsContext, id: string): Promise<ExportJob> {
  const job = await getExport(context, id);
  const now = context.now();
  const change = { before: { state: job.state }, after: { state: 'canceled' } };
  const entry = auditEntry(context.actor, 'export.cancel', id, change, now);
  const canceled: Partial<ExportJob> = { state: 'canceled', files: [], updatedAt: now, finishedAt: now };
  if (!(await context.exports.move(id, 'running', canceled, entry)))
    throw new AppError(
      'conflict',
      `This export is ${(await getExport(context, id)).state}; only a running one can be canceled.`,
    );
  await context.files.remove(job);
  return { ...job, ...canceled };
}

/** The files to be sent: all, or the one that is named. Throws `conflict` before they are complete. */
export async function filesToSend(
  context: Pick<ExportsContext, 'actor' | 'exports'>,
  id: string,
  name: string | undefined,
): Promise<{ job: ExportJob; files: ExportFile[] }> {
  const job = await getExport(context, id);
  if (job.state !== 'done') throw new AppError('conflict', `This export is ${job.state}; it has no files to download.`);
  const files = name === undefined ? job.files : job.files.filter((file) => file.name === name);
  if (files.length === 0) throw new AppError('not_found', `There is no file "${name}" in this export.`);
  return { job, files };
}

/** Everything of a workspace leaves with this: the log says who took it. */
export function downloadEntry(actor: Actor, job: ExportJob, name: string | undefined, nowMs: number): AuditEntry {
  return auditEntry(actor, 'export.download', job.id, { after: { file: name ?? 'all' } }, nowMs);
}
