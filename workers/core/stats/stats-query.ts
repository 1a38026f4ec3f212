/** A stats question as a value: nothing of HTTP before it, nothing of SQL in it. */
import type { EventClass } from '../event/row.ts';
import type { BreakdownName, FilterName } from './dimension.ts';
import type { Labels } from './labels.ts';
import type { MetadataQuery } from './metadata-query.ts';
import type { TimeRange } from './time/range.ts';

export type EventType = 'click' | 'lead' | 'sale' | 'orphan';

/** `values` are or-ed; `not` turns the whole filter round. */
export interface StatsFilter {
  name: FilterName;
  values: string[];
  not: boolean;
  /** The values are parts of what is looked for, in any case. */
  contains?: true;
}

export type Grouping =
  | { kind: 'count' }
  | { kind: 'timeseries' }
  /** By hour of the week in the asked zone. */
  | { kind: 'heatmap' }
  | { kind: 'breakdown'; name: BreakdownName }
  /** Two at once: a series for each value of a dimension, or one dimension within another. */
  | { kind: 'pair'; first: 'timeseries' | BreakdownName; second: BreakdownName };

/** The dimension whose values are ranked; undefined when there is none. */
export function rankedDimension(groupBy: Grouping): BreakdownName | undefined {
  if (groupBy.kind === 'breakdown') return groupBy.name;
  if (groupBy.kind !== 'pair') return undefined;
  return groupBy.first === 'timeseries' ? groupBy.second : groupBy.first;
}

export interface StatsQuery {
  workspaceId: string;
  types: EventType[];
  /** Undefined counts every class. */
  classes?: EventClass[];
  range: TimeRange;
  filters: StatsFilter[];
  /** On the metadata of leads and sales. */
  metadata?: MetadataQuery;
  /** Only root links (true), none of them (false). */
  root?: boolean;
  /** A filter names something that does not exist: the answer is empty without asking. */
  nothing?: true;
}

export interface GroupedQuery extends StatsQuery {
  groupBy: Grouping;
  nowMs: number;
  /** Rows of a breakdown; of a pair, values within each value. MAX_BREAKDOWN_ROWS when absent. */
  limit?: number;
  /** What links carry, when that is grouped by. */
  labels?: Labels;
  /** Only these values of the ranked dimension. */
  only?: string[];
  /** Everything but these values of the ranked dimension, as one row. */
  except?: string[];
  /** Nobody asks how many visitors a row has: it says 0, and what only tells visitors apart is not read. */
  visitors?: false;
}
