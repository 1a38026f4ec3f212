/** Everything that is asked: every grouping, of three workspaces, over three ranges; and of one link over a year. */
import { BREAKDOWN_NAMES } from '#core/stats/dimension.ts';
import { type Plan, planStats } from '#core/stats/plan.ts';
import type { Grouping } from '#core/stats/stats-query.ts';
import { parseRange } from '#core/stats/time/range.ts';
import { LARGEST_LINK, NOW_MS, SIZES, workspaceOf } from './world.ts';

/** `link` is the largest link of the largest workspace. */
export type Size = keyof typeof SIZES | 'link';
export const SIZE_NAMES = [...Object.keys(SIZES), 'link'] as Size[];

export const RANGES = { '24h': '24 hours', '30d': '30 days', '1y': '12 months' } as const;
export type Range = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as Range[];

export interface Question {
  size: Size;
  range: Range;
  /** As `groupBy` says it. */
  name: string;
  plan: Plan;
}

const GROUPINGS: readonly Grouping[] = [
  { kind: 'count' },
  { kind: 'timeseries' },
  { kind: 'heatmap' },
  ...BREAKDOWN_NAMES.map((name): Grouping => ({ kind: 'breakdown', name })),
];

/** Rows of these are about many values at once: their visitors are in raw events alone, and pages ask for them only where they show them. */
const WITHOUT_VISITORS: ReadonlySet<string> = new Set(['heatmap', 'top_folders', 'top_link_tags']);

/** Of one link they are a total. */
const ABOUT_LINKS: ReadonlySet<string> = new Set(['top_links', 'top_folders', 'top_link_tags', 'top_domains']);

/** Clicks of people, as the api asks when nothing else is said. */
export function questionsOf(sizes: readonly Size[]): Question[] {
  return sizes.flatMap((size) =>
    RANGE_NAMES.flatMap((range) =>
      GROUPINGS.map((groupBy) => questionOf(size, range, groupBy)).filter(
        ({ name }) => size !== 'link' || (range === '1y' && !ABOUT_LINKS.has(name)),
      ),
    ),
  );
}

function questionOf(size: Size, range: Range, groupBy: Grouping): Question {
  const name = groupBy.kind === 'breakdown' ? groupBy.name : groupBy.kind;
  const plan = planStats({
    workspaceId: workspaceOf(SIZES[size === 'link' ? 'largest' : size]),
    types: ['click'],
    classes: ['human'],
    range: parseRange({ interval: range, timezone: 'UTC' }, NOW_MS),
    filters: size === 'link' ? [{ name: 'linkId', values: [LARGEST_LINK], not: false }] : [],
    groupBy,
    nowMs: NOW_MS,
    ...(WITHOUT_VISITORS.has(name) && { visitors: false }),
  });
  return { size, range, name, plan };
}
