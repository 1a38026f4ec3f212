/** The periods a report can cover, as they stand in the address bar. */
import type { Interval } from '#core/stats/query.ts';

export const RANGES = ['24h', '7d', '30d', '90d', '1y', 'all'] as const satisfies readonly Interval[];
export type Range = (typeof RANGES)[number];
export const DEFAULT_RANGE: Range = '30d';

const WORDS: Record<Range, string> = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  '1y': 'Last 12 months',
  all: 'All time',
};

const LABELS: Record<Range, string> = { '24h': '24h', '7d': '7d', '30d': '30d', '90d': '90d', '1y': '1y', all: 'All' };

export function rangeWords(range: Range): string {
  return WORDS[range];
}

export function rangeLabel(range: Range): string {
  return LABELS[range];
}

/** Reads the address bar: what is not a period is the default. */
export function parseRange(value: unknown): Range {
  return RANGES.find((range) => range === value) ?? DEFAULT_RANGE;
}
