/** Opens everything that one import works with: the stores of its workspace, its file, its ledger. */
import type { Actor } from '#core/access/actor.ts';
import { ALL_PERMISSIONS } from '#core/access/permissions.ts';
import { isScope } from '#core/access/scope.ts';
import { importPortion } from '#core/import/import-portion.ts';
import { errorsKey, type ImportJob } from '#core/import/job.ts';
import type { ImportContext } from '#core/import/ports.ts';
import type { Refused } from '#core/import/portion.ts';
import type { RunTools } from '#core/import/run.ts';
import { errorLine } from '#core/import/error-file.ts';
import { WorkspaceImports } from '#platform/d1/control/workspace-imports.ts';
import { livingWorkspace } from '#platform/d1/control/workspace-by-id.ts';
import { findShape } from '#platform/import/find-shape.ts';
import { readPortion } from '#platform/import/read-portion.ts';
import type { Log } from '#platform/log/log.ts';
import type { PipelineConfig } from '../env.ts';
import { contextOf } from './context.ts';

export interface ImportTask {
  workspaceId: string;
  importId: string;
}

/** Undefined when the workspace is gone. */
export async function openImport(
  config: PipelineConfig,
  log: Log,
  { workspaceId }: ImportTask,
): Promise<RunTools | undefined> {
  const workspace = await livingWorkspace(config.control, workspaceId);
  if (!workspace) return undefined;
  const { vault, control } = config;
  const context = (job: ImportJob): ImportContext => contextOf(config, log, actorOf(job, workspace));
  return {
    imports: new WorkspaceImports(control, workspaceId),
    findShape: (job) => findShape(vault, job),
    readPortion: (shape, from) => readPortion(vault, shape, from),
    work: (job, portion) => importPortion(context(job), job, portion),
    keepRefused: (job, byte, refused) => keepRefused(vault, job, byte, refused),
    now: Date.now,
  };
}

/** The import stops until somebody resumes it. */
export async function giveUp({ control }: PipelineConfig, { workspaceId, importId }: ImportTask): Promise<void> {
  const now = Date.now();
  await new WorkspaceImports(control, workspaceId).move(importId, ['running'], {
    state: 'failed',
    error: 'The import could not go on. Nothing is lost: resume it, and it goes on where it stopped.',
    updatedAt: now,
    finishedAt: now,
  });
}

async function keepRefused(vault: R2Bucket, job: ImportJob, byte: number, refused: readonly Refused[]): Promise<void> {
  const lines = refused.map(({ line, reason }) => errorLine(line.line, reason, line.text));
  await vault.put(errorsKey(job, byte), lines.join(''), { httpMetadata: { contentType: 'text/csv' } });
}

/** The one who asked for the import, with what imports need; what they may do was checked when they asked. */
function actorOf(job: ImportJob, workspace: Actor['workspace']): Actor {
  const [kind, id = ''] = job.actor.split(':');
  const scopes = ALL_PERMISSIONS.filter(isScope);
  return {
    workspace,
    userId: job.userId,
    role: 'editor',
    requestId: job.id,
    ...(kind === 'token' && { token: { id, scopes } }),
  };
}
