/** Each hour: workspaces that come near their plan's events are told so before anything happens to them. */
import type { LedgerRpc } from '#core/ledger/contract.ts';
import { planOf } from '#core/plan/plan.ts';
import { isWorse, type Standing, standingOf } from '#core/plan/standing.ts';
import { monthOf } from '#core/plan/usage.ts';
import type { Alerts } from '#platform/d1/control/alerts.ts';
import { eventsOfMonth } from '#platform/d1/control/usage.ts';
import { describeError, type Log } from '#platform/log/log.ts';

const KIND = 'usage.events';
const DAY_CHARS = 'YYYY-MM-DD'.length;

export interface WatchUsageTools {
  ledgers: {
    all(): Promise<string[]>;
    nameOf(workspaceId: string): string;
    get(name: string): Pick<LedgerRpc, 'workspacesOn' | 'acceptedByDay'>;
  };
  /** Plans by workspace, of those that exist. */
  plansOf(workspaceIds: string[]): Promise<Map<string, string>>;
  alerts: Pick<Alerts, 'raise' | 'resolve' | 'open'>;
  /** Tells those in charge by mail. */
  tell(workspaceId: string, usage: { used: number; limit: number }): Promise<void>;
  now: () => number;
  log: Log;
}

export interface WatchRun {
  /** Workspaces with a limit that had events today or an open alert. */
  watched: number;
  /** Of these: near their limit, at it or over it. */
  told: number;
}

export async function watchUsage(tools: WatchUsageTools): Promise<WatchRun> {
  const { alerts, now } = tools;
  const month = monthOf(now()).name;
  const run: WatchRun = { watched: 0, told: 0 };
  const open = await alerts.open(KIND);
  for (const past of open.filter(({ subject }) => subject !== month))
    await alerts.resolve({ ...past, kind: KIND }, now());
  const told = new Map(
    open
      .filter(({ subject }) => subject === month)
      .map(({ workspaceId, detail }) => [workspaceId, detail['standing'] as Standing]),
  );
  for (const name of await tools.ledgers.all()) {
    for await (const page of activePages(tools, name)) await watchPage(tools, page, month, told, run);
  }
  // Who had events before today only: what can have changed is the plan.
  await watchPage(tools, [...told.keys()], month, told, run);
  return run;
}

async function* activePages({ ledgers, now }: WatchUsageTools, name: string): AsyncGenerator<string[]> {
  const today = new Date(now()).toISOString().slice(0, DAY_CHARS);
  for (let page = await ledgers.get(name).workspacesOn(today, ''); page.length > 0;) {
    yield page;
    page = await ledgers.get(name).workspacesOn(today, page.at(-1) ?? '');
  }
}

/** Takes those it has watched out of `told`: what each was told last. */
async function watchPage(
  tools: WatchUsageTools,
  ids: string[],
  month: string,
  told: Map<string, Standing>,
  run: WatchRun,
): Promise<void> {
  const plans = await tools.plansOf(ids);
  for (const workspaceId of ids) {
    const plan = plans.get(workspaceId);
    const last = told.get(workspaceId);
    told.delete(workspaceId);
    const limit = plan === undefined ? null : planOf(plan).eventsPerMonth;
    if (limit === null && last === undefined) continue;
    try {
      run.watched += 1;
      if (await watchOne(tools, workspaceId, limit, month, last)) run.told += 1;
    } catch (error) {
      tools.log.warn('usage.not_watched', { workspaceId, error: describeError(error) });
    }
  }
}

/** @returns whether the workspace has something to be told. */
async function watchOne(
  tools: WatchUsageTools,
  workspaceId: string,
  limit: number | null,
  month: string,
  last: Standing | undefined,
): Promise<boolean> {
  const { ledgers, alerts, now } = tools;
  const used =
    limit === null
      ? 0
      : eventsOfMonth(await ledgers.get(ledgers.nameOf(workspaceId)).acceptedByDay(workspaceId), now());
  const standing = standingOf(used, limit);
  const alert = { workspaceId, kind: KIND, subject: month };
  if (standing !== 'within') await alerts.raise({ ...alert, detail: { used, limit, standing } }, now());
  else if (last !== undefined) await alerts.resolve(alert, now());
  if (limit !== null && isWorse(standing, last)) await tools.tell(workspaceId, { used, limit });
  return standing !== 'within';
}
