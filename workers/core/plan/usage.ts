/** What a workspace uses of its plan. */
import { type Actor, requireScope } from '../access/actor.ts';
import { type Plan, planNameOf, planOf } from './plan.ts';
import { areReportsWithheld, standingOf } from './standing.ts';
import type { UsageLine, WireUsage } from './wire.ts';

/** What is counted against a plan. A new thing is a line here, one in LIMIT_OF and one in the adapter that counts it. */
export const COUNTED = ['links', 'events', 'domains', 'members', 'tags', 'folders'] as const;
export type Counted = (typeof COUNTED)[number];

const LIMIT_OF: Record<Counted, keyof Plan> = {
  links: 'linksPerMonth',
  events: 'eventsPerMonth',
  domains: 'domains',
  members: 'members',
  tags: 'tags',
  folders: 'folders',
};

export interface UsageCounter {
  /** Of one workspace; links and events since the beginning of the calendar month (UTC), the others at this moment. */
  count(thing: Counted): Promise<number>;
}

export function limitOf(planName: string, thing: Counted): number | null {
  return planOf(planName)[LIMIT_OF[thing]];
}

/** The calendar month in UTC, as Unix milliseconds: from `start` until before `end`. */
export function monthOf(nowMs: number): { name: string; start: number; end: number } {
  const date = new Date(nowMs);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const start = Date.UTC(year, month, 1);
  return { name: new Date(start).toISOString().slice(0, 'YYYY-MM'.length), start, end: Date.UTC(year, month + 1, 1) };
}

export async function readUsage(actor: Actor, counter: UsageCounter, nowMs: number): Promise<WireUsage> {
  requireScope(actor, 'workspaces.read');
  const { plan } = actor.workspace;
  const counts = await Promise.all(COUNTED.map((thing) => counter.count(thing)));
  const lines = Object.fromEntries(
    COUNTED.map((thing, index) => [thing, lineOf(plan, thing, counts[index] ?? 0)]),
  ) as Record<Counted, UsageLine>;
  const { start, end } = monthOf(nowMs);
  const { retentionDays, apiPerMinute, reportsPerSecond } = planOf(plan);
  return {
    plan: planNameOf(plan),
    periodStart: new Date(start).toISOString(),
    periodEnd: new Date(end).toISOString(),
    ...lines,
    retentionDays,
    apiPerMinute,
    reportsPerSecond,
    reports: areReportsWithheld(lines.events.used, lines.events.limit) ? 'withheld' : 'open',
    warnings: warningsOf(lines),
  };
}

function lineOf(plan: string, thing: Counted, used: number): UsageLine {
  const limit = limitOf(plan, thing);
  return { used, limit, standing: standingOf(used, limit) };
}

function warningsOf(lines: Record<Counted, UsageLine>): string[] {
  return COUNTED.flatMap((thing) => {
    const { used, limit, standing } = lines[thing];
    if (limit === null || standing === 'within') return [];
    const share = `${used} of ${limit} ${thing}`;
    if (thing === 'events' && areReportsWithheld(used, limit))
      return [
        `${share} this month. Clicks go on being counted; reports are withheld until next month or a larger plan.`,
      ];
    return [standing === 'near' ? `${share} are used.` : `${share} are used: the plan is full.`];
  });
}
