/** Sends the reports that are due. Letters go through the kept mails, so that one that is on its way survives whatever dies. */
import type { Actor } from '#core/access/actor.ts';
import { AppError } from '#core/error/app-error.ts';
import { PlanEntitlements } from '#core/plan/entitlements.ts';
import type { Schedule } from '#core/schedule/schedule.ts';
import { sendScheduled } from '#core/schedule/send.ts';
import type { StatsContext } from '#core/stats/context.ts';
import { openStats } from '#platform/clickhouse/stats/connect.ts';
import { WorkspaceDomains } from '#platform/d1/control/domains.ts';
import { D1DueSchedules } from '#platform/d1/control/schedules.ts';
import { WorkspaceUsage } from '#platform/d1/control/usage.ts';
import { livingWorkspace } from '#platform/d1/control/workspace-by-id.ts';
import { WorkspaceFolders } from '#platform/d1/labels/workspace-folders.ts';
import { WorkspaceTags } from '#platform/d1/labels/workspace-tags.ts';
import { WorkspaceCustomers } from '#platform/d1/links/customers.ts';
import { WorkspaceLinks } from '#platform/d1/links/workspace-links.ts';
import { describeError, type Log } from '#platform/log/log.ts';
import type { PipelineConfig } from '../env.ts';

/** Of one run; four questions each, and the next minute takes more. */
const MAX_PER_RUN = 20;

type Config = Pick<
  PipelineConfig,
  'control' | 'linkShards' | 'clickhouse' | 'ledgers' | 'addresses' | 'sealSecret' | 'domains'
>;

export interface ReportRun {
  reports: number;
  mails: number;
  failed: number;
}

/** One that fails stays due and is tried with the next run; it never keeps the others from their turn. */
export async function sendReports(config: Config, log: Log, now: () => number): Promise<ReportRun> {
  const schedules = new D1DueSchedules(config.control);
  const run: ReportRun = { reports: 0, mails: 0, failed: 0 };
  const tools = {
    schedules,
    open: (schedule: Schedule) => open(config, schedule, now),
    secret: config.sealSecret,
    apiUrl: config.addresses.apiUrl,
  };
  for (const schedule of await schedules.due(now(), MAX_PER_RUN)) {
    try {
      run.mails += await sendScheduled(tools, schedule, now());
      run.reports += 1;
    } catch (error) {
      run.failed += 1;
      log.warn('reports.not_sent', { schedule: schedule.id, error: describeError(error) });
    }
  }
  return run;
}

/** With the eyes of who made the schedule. Undefined when the workspace is gone or its reports are withheld. */
async function open(config: Config, schedule: Schedule, now: () => number): Promise<StatsContext | undefined> {
  const { control } = config;
  const { workspaceId, createdBy } = schedule;
  const workspace = await livingWorkspace(control, workspaceId);
  const shard = workspace && config.linkShards[workspace.linkShard];
  if (!workspace || !shard || (await areWithheld(config, workspace, shard, now))) return undefined;
  const sight = schedule.seesAll ? 'everything' : { userId: createdBy };
  const role = schedule.seesAll ? 'owner' : 'viewer';
  const actor: Actor = { workspace, userId: createdBy, role, job: 'send-reports', requestId: 'send-reports' };
  const shortHosts = Object.values(config.addresses.shortOrigins).map((address) => new URL(address).hostname);
  const names = { extraHosts: new Set(shortHosts), shared: config.domains.shared };
  return {
    links: {
      actor,
      links: new WorkspaceLinks(shard, workspaceId, { sight }),
      domains: new WorkspaceDomains(control, workspaceId, names),
      folders: new WorkspaceFolders(shard, workspaceId, createdBy, sight),
      tags: new WorkspaceTags(shard, workspaceId),
      now,
    },
    customers: new WorkspaceCustomers(shard, workspaceId),
    runner: openStats(config.clickhouse),
    addresses: config.addresses,
  };
}

async function areWithheld(
  { control, ledgers }: Config,
  { id, plan }: { id: string; plan: string },
  linkShard: D1Database,
  now: () => number,
): Promise<boolean> {
  const usage = new WorkspaceUsage({ control, linkShard, ledger: ledgers.get(ledgers.nameOf(id)) }, id, now);
  try {
    await new PlanEntitlements(plan, usage).requireReports();
    return false;
  } catch (error) {
    if (error instanceof AppError && error.code === 'forbidden') return true;
    throw error;
  }
}
