/** What a question asks of a rollup: which dimensions, of how many links, and whether a row of its answer is about one value. */
import type { BreakdownName, Dimension, FilterName } from './dimension.ts';
import { BREAKDOWNS, FILTER_DIMENSIONS } from './dimension.ts';
import type { GroupedQuery, StatsFilter } from './stats-query.ts';

/** The dimension of links among the rollups'. */
export const LINK = 'link';

/** What keeps every rollup out, as a sentence: conditions on columns that only raw events have belong here. */
export function onlyInRaw(query: GroupedQuery): string | undefined {
  if (query.root !== undefined) return 'Rollups do not know which links are root links.';
  if (query.metadata !== undefined) return 'Only raw events have metadata.';
  const missing = [...query.filters.map(({ name }) => name), ...breakdownsOf(query)].find(
    (name) => rollupOf(name) === undefined,
  );
  return missing === undefined ? undefined : `No rollup knows "${missing}".`;
}

/** The different rollup dimensions that the grouping and the filters use; `all` is none. */
export function dimensionsOf(query: GroupedQuery): string[] {
  const used = [...query.filters.map(({ name }) => name), ...breakdownsOf(query)].map(rollupOf);
  return [...new Set(used)].filter((each) => each !== undefined && each !== 'all') as string[];
}

/** The one link that the question is about; undefined when it may be about several. */
export function onlyLink({ filters }: GroupedQuery): string | undefined {
  return filters.find((filter) => rollupOf(filter.name) === LINK && isOneValue(filter))?.values[0];
}

export function asksForLinks({ filters }: GroupedQuery): boolean {
  return filters.some(({ name }) => rollupOf(name) === LINK);
}

/** Whether each row of the answer is about one value of the dimension: visitors of several values are not their sum. */
export function hasOneValue(query: GroupedQuery, dimension: string): boolean {
  if (dimension === 'all' || filtersOn(query, dimension).some(isOneValue)) return true;
  const names = breakdownsOn(query, dimension);
  if (names.length === 0 || query.except !== undefined) return false;
  return closedAs(query, dimension) !== dimension || names.some(showsItself);
}

/** What the dimension is called among closed days: values that readers work out have a name of their own there. */
export function closedAs(query: GroupedQuery, dimension: string): string {
  const [name, ...others] = breakdownsOn(query, dimension);
  if (name === undefined || others.length > 0 || filtersOn(query, dimension).length > 0) return dimension;
  const { closed }: Dimension = BREAKDOWNS[name];
  return closed ?? dimension;
}

function breakdownsOn(query: GroupedQuery, dimension: string): BreakdownName[] {
  return breakdownsOf(query).filter((name) => rollupOf(name) === dimension);
}

function filtersOn({ filters }: GroupedQuery, dimension: string): StatsFilter[] {
  return filters.filter(({ name }) => rollupOf(name) === dimension);
}

function isOneValue({ values, not, contains }: StatsFilter): boolean {
  return values.length === 1 && !not && !contains;
}

/** Whether two values of the rollup are two values of the breakdown. */
function showsItself(name: BreakdownName): boolean {
  const { fromRollup, label }: Dimension = BREAKDOWNS[name];
  return fromRollup === undefined && label === undefined;
}

function breakdownsOf({ groupBy }: GroupedQuery): BreakdownName[] {
  if (groupBy.kind === 'breakdown') return [groupBy.name];
  if (groupBy.kind !== 'pair') return [];
  return groupBy.first === 'timeseries' ? [groupBy.second] : [groupBy.first, groupBy.second];
}

export function rollupOf(name: FilterName | BreakdownName): string | undefined {
  const table: Record<string, Dimension> = { ...FILTER_DIMENSIONS, ...BREAKDOWNS };
  return table[name]?.rollup;
}
