/** What runs when: the pipeline's timetable. */
import { refreshRates } from '#core/money/refresh.ts';
import { closeDays } from '#core/rollup/close-days.ts';
import { publishList } from '#core/route/workspace-list.ts';
import { clickHouseClosing } from '#platform/clickhouse/close.ts';
import { clickHouseProof } from '#platform/clickhouse/proof.ts';
import { clickHouseRollups } from '#platform/clickhouse/repair.ts';
import { Alerts } from '#platform/d1/control/alerts.ts';
import { D1RateTable } from '#platform/d1/control/currency-rates.ts';
import { publishedRates } from '#platform/fetch/published-rates.ts';
import { quarantinePorts, strictPorts } from '#platform/kv/workspace-lists.ts';
import { plansOf } from '#platform/d1/control/workspace-plans.ts';
import { D1DueDeliveries } from '#platform/d1/control/due-deliveries.ts';
import { openOutbound } from '#platform/fetch/outbound.ts';
import { describeError, type Log } from '#platform/log/log.ts';
import { sendUnsent } from '#platform/mail/unsent.ts';
import { wakeThrough } from '#platform/queue/wake.ts';
import type { Counters } from '#platform/metrics/counters.ts';
import { wakeDue } from '../consume/deliver-webhooks.ts';
import { noteTo } from '../consume/note-letter.ts';
import type { PipelineCounter } from '../counters.ts';
import type { PipelineConfig } from '../env.ts';
import { auditRecentDays } from './audit-recent-days.ts';
import { copyLinkCounts } from './copy-link-counts.ts';
import { deliverConversions } from './deliver-conversions.ts';
import { checkLinks } from './check-links.ts';
import { drainSpills } from './drain-spills.ts';
import { purgeWorkspaces } from './purge-workspaces.ts';
import { releaseLinkOrphans } from './release-orphans.ts';
import { compareDomainCopies, lookAfterDomains } from './look-after-domains.ts';
import { repairLinkCopies } from './repair-copies.ts';
import { repairRollups } from './repair-rollups.ts';
import { rotateSalts } from './rotate-salts.ts';
import { sendReports } from './send-reports.ts';
import { scanForAbuse } from './scan-links.ts';
import { settleLedgers } from './settle-ledgers.ts';
import { forgetExports, wakeExports } from './tend-exports.ts';
import { forgetImports, wakeImports } from './tend-imports.ts';
import { wakeMoves } from './tend-moves.ts';
import { sweepLinkCopies } from './sweep-copies.ts';
import { tendAbuse } from './tend-abuse.ts';
import { tellUsage } from './tell-usage.ts';
import { watchUsage } from './watch-usage.ts';
import { finishLabels, tidyLinks } from './tidy-links.ts';
import { tellCounted, tellLateChanges } from '../webhooks.ts';
import type { Job } from './run-jobs.ts';

export interface JobTools {
  config: PipelineConfig;
  now: () => number;
  log: Log;
  counters: Counters<PipelineCounter>;
}

/** The cron that fires each minute, as written in wrangler.toml; any other tick runs the hourly jobs. */
export const EVERY_MINUTE = '* * * * *';

/** As the document says of the log. */
const KEEP_DELIVERIES_MS = 7 * 86_400_000;

/** Salts are looked at each minute, too: without one, visitors cannot be told apart. */
export function jobsFor(cron: string, tools: JobTools): Job[] {
  const salts: Job = {
    name: 'rotate-salts',
    run: async () => ({ made: await rotateSalts(tools.config.routes, tools.now()) }),
  };
  const orphans: Job = {
    name: 'release-orphans',
    run: async () => ({ ...(await releaseLinkOrphans(tools.config, tools.now())) }),
  };
  const sweep: Job = { name: 'sweep-copies', run: async () => ({ ...(await sweepLinkCopies(tools.config)) }) };
  const domains: Job = { name: 'compare-domains', run: async () => ({ ...(await compareDomainCopies(tools.config)) }) };
  const tidy: Job = { name: 'tidy-links', run: async () => ({ ...(await tidyLinks(tools.config, tools.now())) }) };
  const old: Job = {
    name: 'forget-imports',
    run: async () => ({ ...(await forgetImports(tools.config, tools.now())) }),
  };
  const exports: Job = {
    name: 'forget-exports',
    run: async () => ({ ...(await forgetExports(tools.config, tools.now())) }),
  };
  const forget: Job = {
    name: 'forget-deliveries',
    run: async () => ({
      forgotten: await new D1DueDeliveries(tools.config.control).forget(tools.now() - KEEP_DELIVERIES_MS),
    }),
  };
  return cron === EVERY_MINUTE
    ? [...minuteJobs(tools), salts]
    : [
        salts,
        orphans,
        sweep,
        domains,
        tidy,
        old,
        exports,
        forget,
        auditJob(tools),
        closingJob(tools),
        usageJob(tools),
        ...ratesJob(tools),
      ];
}

function auditJob({ config, ...tools }: JobTools): Job {
  const proof = clickHouseProof(config.clickhouse);
  const alerts = new Alerts(config.control);
  const { ledgers } = config;
  return {
    name: 'audit-recent-days',
    run: async () => ({ ...(await auditRecentDays({ ...tools, ledgers, proof, alerts })) }),
  };
}

function closingJob({ config, now, log }: JobTools): Job {
  const store = clickHouseClosing(config.clickhouse);
  return {
    name: 'close-days',
    run: async () => ({
      ...(await closeDays(store, now, ({ workspaceId, day, of }, error) =>
        log.error('closing.failed', { workspaceId, day, of, error: describeError(error) }),
      )),
    }),
  };
}

function usageJob({ config, now, log }: JobTools): Job {
  const { control, ledgers } = config;
  const plans = (ids: string[]) => plansOf(control, ids);
  const tell = tellUsage(config, log, now);
  return {
    name: 'watch-usage',
    run: async () => ({
      ...(await watchUsage({ now, log, ledgers, plansOf: plans, tell, alerts: new Alerts(control) })),
    }),
  };
}

/** Only where somebody who publishes rates is configured. */
function ratesJob({ config, now, log }: JobTools): Job[] {
  const { control, currencyRatesUrl } = config;
  if (currencyRatesUrl === '') return [];
  const refresh = async () => {
    const done = await refreshRates(publishedRates(currencyRatesUrl), new D1RateTable(control), now());
    if (done.doubtful.length > 0) log.warn('rates.doubtful', { currencies: done.doubtful });
    return { ...done };
  };
  return [{ name: 'refresh-rates', run: refresh }];
}

function minuteJobs(tools: JobTools): Job[] {
  const { config, log, now } = tools;
  return [
    { name: 'nudge-ledgers', run: () => nudgeLedgers(config) },
    { name: 'settle-ledgers', run: async () => ({ ...(await settleLedgers({ ...tools, ledgers: config.ledgers })) }) },
    { name: 'tell-late-changes', run: async () => ({ ...(await tellLateChanges(config, now())) }) },
    {
      name: 'wake-webhooks',
      run: async () => ({
        ...(await wakeDue(new D1DueDeliveries(config.control), wakeThrough(config.webhookQueue), now())),
      }),
    },
    {
      name: 'check-links',
      run: async () => ({ ...(await checkLinks({ config, log, now, outbound: openOutbound(config.outbound) })) }),
    },
    { name: 'look-after-domains', run: async () => ({ ...(await lookAfterDomains(config, log, now)) }) },
    {
      name: 'publish-strict',
      run: async () => ({ wrote: await publishList(strictPorts(config.control, config.routes)) }),
    },
    {
      name: 'publish-quarantine',
      run: async () => ({ wrote: await publishList(quarantinePorts(config.control, config.routes)) }),
    },
    { name: 'scan-links', run: async () => ({ ...(await scanForAbuse(config, log, now)) }) },
    { name: 'tend-abuse', run: async () => ({ ...(await tendAbuse(config, log, now)) }) },
    { name: 'purge-workspaces', run: async () => ({ ...(await purgeWorkspaces(config, log, now)) }) },
    { name: 'send-reports', run: async () => ({ ...(await sendReports(config, log, now)) }) },
    { name: 'send-mails', run: () => sendUnsent(config.control, config.mail, log, now()) },
    { name: 'copy-link-counts', run: async () => ({ ...(await copyLinkCounts(config, now())) }) },
    { name: 'wake-imports', run: async () => ({ ...(await wakeImports(config, now())) }) },
    { name: 'wake-exports', run: async () => ({ ...(await wakeExports(config, now())) }) },
    { name: 'wake-moves', run: async () => ({ ...(await wakeMoves(config, now())) }) },
    { name: 'finish-labels', run: async () => ({ finished: await finishLabels(config) }) },
    { name: 'repair-copies', run: async () => ({ ...(await repairLinkCopies(config, log, now())) }) },
    {
      name: 'repair-rollups',
      run: async () => ({
        ...(await repairRollups({ ...tools, ledgers: config.ledgers, rollups: clickHouseRollups(config.clickhouse) })),
      }),
    },
    { name: 'deliver-conversions', run: async () => ({ ...(await deliverConversions(config, log, now)) }) },
    {
      name: 'drain-spills',
      run: async () => ({
        drained: await drainSpills({
          ...tools,
          ...config,
          note: noteTo(config.ledgers),
          tell: (rows) => tellCounted(config, rows),
        }),
      }),
    },
  ];
}

/** Each ledger by itself: one that is overloaded must not leave the others unvisited. */
async function nudgeLedgers({ ledgers }: PipelineConfig): Promise<void> {
  const names = await ledgers.all();
  const outcomes = await Promise.allSettled(names.map((name) => ledgers.get(name).nudge()));
  const failures = outcomes
    .filter((outcome) => outcome.status === 'rejected')
    .map((outcome) => outcome.reason as unknown);
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${outcomes.length} ledgers did not answer`);
}
