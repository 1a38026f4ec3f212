/** A segment's filters as an address has them, and back. */
import type { WireSegment } from '#core/segment/wire.ts';
import { type AnalyticsSearch, FILTERS, filterQuery, parseAnalyticsSearch, withoutFilters } from './search.ts';

type Filters = WireSegment['filters'];

/** What a segment keeps of an address: its filters, and whose clicks count. Empty when there is nothing to keep. */
export function keptOf(search: AnalyticsSearch): Filters {
  return { ...filterQuery(search), ...(search.include && { include: search.include }) };
}

/** The address narrowed to a segment, and to nothing else. */
export function applied(search: AnalyticsSearch, filters: Filters): AnalyticsSearch {
  const { include: _before, ...rest } = withoutFilters(search);
  return { ...rest, ...parseAnalyticsSearch(filters) };
}

/** True when the address says just what the segment does. */
export function isApplied(search: AnalyticsSearch, filters: Filters): boolean {
  const sorted = (texts: Filters) => JSON.stringify(Object.entries(texts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(keptOf(search)) === sorted(filters);
}

const SHOWN = new Set<string>([...FILTERS, 'include']);

/** False for a segment made through the API with filters that this page has no chip for. */
export function canBeApplied(filters: Filters): boolean {
  return Object.keys(filters).every((name) => SHOWN.has(name));
}
