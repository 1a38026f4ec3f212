/** Opens everything that one export works with: the stores of its workspace, its ledger, the store of events, its files. */
import { type ExportJob } from '#core/export/bundle/job.ts';
import type { ExportSource } from '#core/export/bundle/ports.ts';
import type { ExportTools } from '#core/export/bundle/run.ts';
import type { JobTask } from '#core/job/contract.ts';
import { compose } from '#core/mail/compose.ts';
import { exportReady } from '#core/mail/letters.ts';
import { findPerson } from '#platform/d1/control/people.ts';
import { WorkspaceExports } from '#platform/d1/control/workspace-exports.ts';
import { livingWorkspace } from '#platform/d1/control/workspace-by-id.ts';
import { WorkspaceTags } from '#platform/d1/labels/workspace-tags.ts';
import { WorkspaceLinks } from '#platform/d1/links/workspace-links.ts';
import { R2BundleFiles } from '#platform/export/bundle-files.ts';
import { type EventMonth, eventMonths, type EventReading, eventSources } from '#platform/export/event-source.ts';
import { linkSources } from '#platform/export/link-source.ts';
import { tableSource } from '#platform/export/table-source.ts';
import { LEFT_OUT, TABLE_SOURCES } from '#platform/export/tables.ts';
import type { Log } from '#platform/log/log.ts';
import { httpMailer } from '#platform/mail/mailer.ts';
import type { PipelineConfig } from '../env.ts';

/** Undefined when the workspace is gone. */
export async function openExport(
  config: PipelineConfig,
  log: Log,
  { workspaceId }: JobTask,
): Promise<ExportTools | undefined> {
  const workspace = await livingWorkspace(config.control, workspaceId);
  if (!workspace) return undefined;
  const shard = config.linkShards[workspace.linkShard];
  if (!shard) throw new Error(`Link shard ${workspace.linkShard} of ${workspaceId} is not bound`);
  const links = new WorkspaceLinks(shard, workspaceId);
  // Known once per opening: events of a month that is new meanwhile are older than this job and rare.
  let months: Promise<EventMonth[]> | undefined;
  const monthsOf = (job: ExportJob): Promise<EventMonth[]> =>
    (months ??= job.events === 'none' ? Promise.resolve([]) : eventMonths(readingOf(config, job)));
  const tables = TABLE_SOURCES.map((each) =>
    tableSource(each.database === 'control' ? config.control : shard, workspaceId, each),
  );
  const ledger = config.ledgers.get(config.ledgers.nameOf(workspaceId));
  const reading = {
    links,
    tags: new WorkspaceTags(shard, workspaceId),
    addresses: config.addresses,
    totals: async (ids: string[]) => (await ledger.totals(workspaceId, ids)).links,
  };
  return {
    exports: new WorkspaceExports(config.control, workspaceId),
    files: new R2BundleFiles(config.vault),
    leftOut: LEFT_OUT,
    sources: async (job): Promise<ExportSource[]> => [
      ...linkSources(reading),
      ...tables,
      ...(await eventSources(readingOf(config, job), await monthsOf(job), job.events)),
    ],
    countRows: async (job) => {
      const counted = 2 * (await links.count({ showArchived: true }));
      return (await monthsOf(job)).reduce((sum, { events }) => sum + events, counted);
    },
    tell: (job) => tellReady(config, log, job, workspace.name),
    now: Date.now,
  };
}

function readingOf({ clickhouse }: PipelineConfig, { workspaceId, createdAt }: ExportJob): EventReading {
  return { clickhouse, workspaceId, beforeMs: createdAt };
}

/** A machine has no address to write to. */
async function tellReady(config: PipelineConfig, log: Log, job: ExportJob, workspace: string): Promise<void> {
  const person = await findPerson(config.control, job.userId);
  if (!person) return;
  const url = `${config.webUrl}/api/exports/${job.id}/file?workspaceId=${job.workspaceId}`;
  const mb = job.files.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000;
  const letter = exportReady({ workspace, url, megabytes: Math.max(1, Math.round(mb)) });
  await httpMailer(config.mail, config.control, log).send(compose(person.email, letter, Date.now()));
}

/** Another one can be started; what was written is removed with the others that are old. */
export async function giveUpExport({ control }: PipelineConfig, { workspaceId, jobId }: JobTask): Promise<void> {
  const now = Date.now();
  await new WorkspaceExports(control, workspaceId).move(jobId, 'running', {
    state: 'failed',
    error: 'The export could not go on. Start another one; if that fails, too, send us its id.',
    updatedAt: now,
    finishedAt: now,
  });
}
