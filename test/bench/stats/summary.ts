/** What a run has found: percentiles, the growth, and the budget. */
import { BREAKDOWN_NAMES } from '#core/stats/dimension.ts';
import type { Cell, Times } from './measure.ts';
import { RANGES, type Size } from './questions.ts';
import { eventsOf, LARGEST_LINK_SHARE, SIZES } from './world.ts';
import type { InsertCost, TableWeight } from './weigh.ts';

export interface Growth {
  events: number;
  /** Of the largest workspace, by question. */
  cells: { name: string; range: string; warm: Times; cpuMs: number; rowsRead: number }[];
  bytesPerEvent: number;
}

export interface Report {
  at: string;
  machine: string;
  /** Of the whole world. */
  events: number;
  /** Fewer than `events` when the build was stopped, or workspaces were left out. */
  stored: number;
  /** The others were left out: the page must say so. */
  onlyAsked: boolean;
  loadBefore: number;
  loadAfter: number;
  minutes: number;
  /** Undefined when the folder held everything. */
  build: { seconds: number; events: number } | undefined;
  floor: Times;
  cells: Cell[];
  growth: Growth[];
  weights: TableWeight[];
  inserts: InsertCost[];
}

export interface Budget {
  what: string;
  value: number;
  limit: number;
  met: boolean;
}

const BUDGET_MS = 200;
const BREAKDOWNS: ReadonlySet<string> = new Set(BREAKDOWN_NAMES);

/** The smallest value that at least this share of all does not exceed. */
export function percentile(ascending: Times, share: number): number {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? NaN;
}

export function isBreakdown({ name }: { name: string }): boolean {
  return BREAKDOWNS.has(name);
}

/** One line for each range: its slowest breakdown of the largest workspace, and of its largest link, asked by one client of a warm store. */
export function budgetsOf({ cells }: Pick<Report, 'cells'>): Budget[] {
  return [
    ...slowestOf(cells, 'largest', 'the largest workspace'),
    ...slowestOf(cells, 'link', "the largest workspace's largest link"),
  ];
}

function slowestOf(cells: Cell[], size: Size, whose: string): Budget[] {
  return Object.entries(RANGES).flatMap(([range, title]) => {
    const slowest = cells
      .filter((cell) => cell.size === size && cell.range === range && isBreakdown(cell))
      .map((cell) => ({ name: cell.name, p95: percentile(cell.warm, 0.95) }))
      .toSorted((a, b) => b.p95 - a.p95)[0];
    if (!slowest) return [];
    const what = `p95 of the slowest breakdown of ${whose} over ${title} (${slowest.name}), ms`;
    return [{ what, value: slowest.p95, limit: BUDGET_MS, met: slowest.p95 < BUDGET_MS }];
  });
}

/** Events of the largest link of a world. */
export function largestLinkOf(events: number): number {
  return eventsOf('largest', events) * LARGEST_LINK_SHARE;
}

export function titleOf(size: Size): string {
  const titles: Record<Size, string> = {
    largest: 'The largest workspace, 20 % of all events',
    median: `The median workspace, ${SIZES.median} of 1 000`,
    smallest: 'The smallest workspace',
    link: 'The largest link of the largest workspace',
  };
  return titles[size];
}
