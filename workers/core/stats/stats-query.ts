/** A stats question as a value: nothing of HTTP before it, nothing of SQL in it. */
import type { EventClass } from '../event/row.ts';
import type { BreakdownName, FilterName } from './dimension.ts';
import type { MetadataQuery } from './metadata-query.ts';
import type { TimeRange } from './time/range.ts';

export type EventType = 'click' | 'lead' | 'sale';

/** `values` are or-ed; `not` turns the whole filter round. */
export interface StatsFilter {
  name: FilterName;
  values: string[];
  not: boolean;
}

export type Grouping = { kind: 'count' } | { kind: 'timeseries' } | { kind: 'breakdown'; name: BreakdownName };

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
}
