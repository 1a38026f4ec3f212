/** Opens an import: how its file will be read. The file comes next (attach-file.ts). */
import { refuseQuarantined } from '../abuse/block.ts';
import { type Actor, actorName, requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import type { DomainStore } from '../link/ports.ts';
import { AppError } from '../error/app-error.ts';
import { newEntityId } from '../id/entity-id.ts';
import { chooseDomain } from '../link/name.ts';
import { requireFolder } from '../folder/access.ts';
import type { FolderStore } from '../folder/folder.ts';
import { type ImportJob, type ImportOptions, MAX_OPEN_IMPORTS, NO_COUNTS } from './job.ts';
import type { ImportStore } from './ports.ts';
import type { CreateImportInput } from './wire.ts';

export interface ImportsContext {
  actor: Actor;
  imports: ImportStore;
  domains: Pick<DomainStore, 'all'>;
  folders: FolderStore;
  /** Sets the import going; the cron does when this fails. */
  wake(id: string): Promise<void>;
  now(): number;
}

/** Throws `unprocessable_entity` for a domain or folder the workspace does not have, `conflict` while too many imports are open. */
export async function createImport(context: ImportsContext, input: CreateImportInput): Promise<ImportJob> {
  const { actor, imports } = context;
  requireScope(actor, 'links.write');
  requireScope(actor, 'tags.write');
  refuseQuarantined(actor.workspace);
  const options = await checkOptions(context, input);
  if ((await imports.countOpen()) >= MAX_OPEN_IMPORTS)
    throw new AppError(
      'conflict',
      `${MAX_OPEN_IMPORTS} imports of this workspace are not over. Finish or cancel one first.`,
    );
  const now = context.now();
  const job: ImportJob = {
    id: newEntityId('import', now),
    workspaceId: actor.workspace.id,
    state: 'waiting',
    format: input.format,
    dryRun: input.dryRun,
    options,
    userId: actor.userId,
    actor: actorName(actor),
    fileBytes: 0,
    shape: null,
    cursor: { byte: 0, line: 0 },
    counts: NO_COUNTS,
    error: null,
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
  };
  const change = { after: { format: job.format, dryRun: job.dryRun, ...options } };
  await imports.insert(job, auditEntry(actor, 'import.create', job.id, change, now));
  return job;
}

async function checkOptions(
  { actor, domains, folders }: ImportsContext,
  input: CreateImportInput,
): Promise<ImportOptions> {
  const known = await domains.all();
  const places = Object.entries(input.domains ?? {}).map(([from, to]) => [
    from.trim().toLowerCase(),
    chooseDomain(known, to).slug,
  ]);
  if (input.folderId) await requireFolder(actor, folders, input.folderId);
  return {
    history: input.history,
    ...(input.domain === undefined ? {} : { domain: chooseDomain(known, input.domain).slug }),
    ...(places.length === 0 ? {} : { domains: Object.fromEntries(places) as Record<string, string> }),
    ...(input.mapping === undefined ? {} : { mapping: input.mapping }),
    ...(input.tagNames === undefined ? {} : { tagNames: input.tagNames }),
    ...(input.folderId ? { folderId: input.folderId } : {}),
  };
}
