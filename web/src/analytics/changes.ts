/** Small changes of an address that have both a button and a key. */
import type { AnalyticsSearch, Metric } from './search.ts';

export function withMetric(search: AnalyticsSearch, metric: Metric): AnalyticsSearch {
  const { metric: _before, ...rest } = search;
  return metric === 'clicks' ? rest : { ...rest, metric };
}

/** Compared when it was not, and the other way round. */
export function withCompare(search: AnalyticsSearch): AnalyticsSearch {
  const { compare, ...rest } = search;
  return compare === 'no' ? rest : { ...rest, compare: 'no' };
}
