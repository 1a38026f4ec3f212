/** The hourly audit: the last closed days of every workspace with events in them. What differs is marked for repair and told. */
import type { LedgerRpc } from '#core/ledger/contract.ts';
import type { AuditedDay } from '#core/proof/audit-days.ts';
import { auditWorkspace, lastDays, type ProofStore } from '#core/proof/audit-workspace.ts';
import { type Alerts } from '#platform/d1/control/alerts.ts';
import { describeError, type Log } from '#platform/log/log.ts';

/** Days after their end; older ones are audited on demand. */
const CLOSED_DAYS = 2;
/** An hourly run ends long before the next. What it did not reach is named in its log line. */
const MAX_RUN_MS = 10 * 60_000;
/** This many in a row mean that a store is away, not that something is wrong with the workspaces. */
const MAX_FAILURES_IN_A_ROW = 3;
const KIND = 'audit.broken';

export interface AuditRecentTools {
  ledgers: {
    all(): Promise<string[]>;
    nameOf(workspaceId: string): string;
    get(name: string): Pick<LedgerRpc, 'workspacesOn' | 'proof' | 'markDirtyHours'>;
  };
  proof: ProofStore;
  alerts: Pick<Alerts, 'raise' | 'resolve' | 'open'>;
  now: () => number;
  log: Log;
}

export interface AuditRun {
  workspaces: number;
  /** Workspace days that do not add up. */
  broken: number;
  /** Workspaces that could not be audited: a store refused, or time was up. */
  left: number;
}

/** Days with an open alert are audited again, however old, so that a healed one is resolved. */
export async function auditRecentDays(tools: AuditRecentTools): Promise<AuditRun> {
  const { now, log, alerts } = tools;
  const until = now() + MAX_RUN_MS;
  const run: AuditRun = { workspaces: 0, broken: 0, left: 0 };
  const open = Map.groupBy(await alerts.open(KIND), (alert) => alert.workspaceId);
  let failures = 0;
  for (const [workspaceId, days] of await workOf(tools, open)) {
    if (now() >= until || failures >= MAX_FAILURES_IN_A_ROW) {
      run.left += 1;
      continue;
    }
    try {
      const told = new Set(open.get(workspaceId)?.map((alert) => alert.subject));
      run.broken += await auditOne(tools, workspaceId, days, told);
      run.workspaces += 1;
      failures = 0;
    } catch (error) {
      run.left += 1;
      failures += 1;
      log.warn('audit.failed', { workspaceId, error: describeError(error) });
    }
  }
  return run;
}

/** Workspaces and the days to audit of each. */
async function workOf(
  { ledgers, now }: AuditRecentTools,
  open: ReadonlyMap<string, readonly { subject: string }[]>,
): Promise<Map<string, Set<string>>> {
  const work = new Map([...open].map(([id, alerts]) => [id, new Set(alerts.map((alert) => alert.subject))]));
  const names = await ledgers.all();
  for (const day of lastDays(CLOSED_DAYS + 1, now()).slice(1)) {
    for (const name of names) {
      for (let page = await ledgers.get(name).workspacesOn(day, ''); page.length > 0;) {
        for (const id of page) work.set(id, (work.get(id) ?? new Set()).add(day));
        page = await ledgers.get(name).workspacesOn(day, page.at(-1) ?? '');
      }
    }
  }
  return work;
}

async function auditOne(
  tools: AuditRecentTools,
  workspaceId: string,
  days: ReadonlySet<string>,
  told: ReadonlySet<string>,
): Promise<number> {
  const { ledgers, proof, alerts, now } = tools;
  const ledger = ledgers.get(ledgers.nameOf(workspaceId));
  const audit = await auditWorkspace({ ledger, store: proof }, workspaceId, [...days]);
  for (const day of audit.days) {
    if (day.status === 'broken') await tell(tools, workspaceId, day);
    if (day.status === 'balanced' && told.has(day.day))
      await alerts.resolve({ workspaceId, kind: KIND, subject: day.day }, now());
  }
  return audit.days.filter(({ status }) => status === 'broken').length;
}

/** The mark first: what heals must not depend on who can be told. */
async function tell({ ledgers, proof, alerts, now, log }: AuditRecentTools, workspaceId: string, day: AuditedDay) {
  const { hours, batches } = await proof.suspects(workspaceId, day.day);
  // Without a wrong hour it is the day's own sums that are wrong; the repair of any of its hours compares them.
  const marked = hours.length > 0 ? hours : [`${day.day} 00`];
  const ledger = ledgers.get(ledgers.nameOf(workspaceId));
  await ledger.markDirtyHours(
    marked.map((hour) => ({ workspaceId, hour })),
    'audit',
  );
  const detail = { ...day, hours, batches };
  log.error(KIND, { workspaceId, ...detail, batches: batches.map(({ batch }) => batch) });
  await alerts.raise({ workspaceId, kind: KIND, subject: day.day, detail }, now());
}
