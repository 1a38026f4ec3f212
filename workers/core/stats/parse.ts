/** Step 1: reads query parameters into a StatsQuery. Links named by anything but their id are resolved before. */
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import type { EventClass } from '../event/row.ts';
import { EVENT_CLASSES } from '../event/row.ts';
import type { BreakdownName, FilterName } from './dimension.ts';
import { BREAKDOWNS, emptyName, FILTER_DIMENSIONS, FILTER_NAMES } from './dimension.ts';
import { parseFilterText } from './filter-text.ts';
import { parseMetadataQuery } from './metadata-query.ts';
import type { AnalyticsQuery, StatsFilters } from './query.ts';
import type { EventType, Grouping, StatsFilter, StatsQuery } from './stats-query.ts';
import { parseRange } from './time/range.ts';

const EVENT_TYPES: Record<AnalyticsQuery['event'], EventType[]> = {
  clicks: ['click'],
  leads: ['lead'],
  sales: ['sale'],
  composite: ['click', 'lead', 'sale'],
};

/** Filters on things a workspace cannot have yet: they match nothing, never everything. */
const ABSENT = ['partnerId', 'partnerTagId', 'groupId', 'programId'] as const;
/** Values of one filter; a report over more is asked for without the filter. */
const MAX_FILTER_VALUES = 1_000;

/** @param linkIds links that `externalId`, `domain` + `key`, `tenantId`, tags or folder were resolved to; undefined when none of them was given. */
export function parseStats(
  workspaceId: string,
  event: AnalyticsQuery['event'],
  query: StatsFilters,
  linkIds: string[] | undefined,
  nowMs: number,
): StatsQuery {
  const filters = FILTER_NAMES.flatMap((name) => parseFilter(name, textOf(query, name, linkIds)));
  if (linkIds !== undefined) filters.push({ name: 'linkId', values: linkIds, not: false });
  if (query.qr !== undefined) filters.push({ name: 'trigger', values: ['qr'], not: !query.qr });
  const classes = parseClasses(query.classes, query.include);
  const metadata = parseMetadataQuery(query.query);
  const isEmpty = linkIds?.length === 0 || ABSENT.some((name) => query[name] !== undefined);
  return {
    workspaceId,
    types: EVENT_TYPES[event],
    range: parseRange(query, nowMs),
    filters,
    ...(metadata && { metadata }),
    ...(classes === undefined ? {} : { classes }),
    ...(query.root === undefined ? {} : { root: query.root }),
    ...(isEmpty ? { nothing: true as const } : {}),
  };
}

/** Undefined for groupings of things that cannot exist yet: their answer is an empty list. */
export function parseGrouping(groupBy: AnalyticsQuery['groupBy']): Grouping | undefined {
  if (groupBy === 'count' || groupBy === 'timeseries') return { kind: groupBy };
  const name = groupBy === 'trigger' ? 'triggers' : groupBy;
  return name in BREAKDOWNS ? { kind: 'breakdown', name: name as BreakdownName } : undefined;
}

/** `domain` beside a resolved link says nothing more: the link has one. */
function textOf(query: StatsFilters, name: FilterName, linkIds: string[] | undefined): string | undefined {
  if (name === 'domain' && linkIds !== undefined && query.key !== undefined) return undefined;
  return query[name];
}

function parseFilter(name: FilterName, text: string | undefined): StatsFilter[] {
  if (text === undefined || text === '') return [];
  const { not, contains, values: written } = parseFilterText(text);
  const fold = 'fold' in FILTER_DIMENSIONS[name];
  const named = fold ? [...new Set(written.map((value) => value.toLowerCase()))] : written;
  const values = contains ? named : withEmpty(name, named);
  if (values.length === 0) throw refusal(name, 'needs a value', text);
  if (values.length > MAX_FILTER_VALUES) throw refusal(name, `must name at most ${MAX_FILTER_VALUES} values`);
  return [{ name, values, not, ...(contains ? { contains } : {}) }];
}

/** Answers have a name for "nothing": who asks for it gets what it stands for, beside events that really say so. */
function withEmpty(name: FilterName, values: string[]): string[] {
  const empty = emptyName(name).toLowerCase();
  return values.some((value) => value.toLowerCase() === empty) ? [...values, ''] : values;
}

/** Undefined for every class. */
function parseClasses(only: string | undefined, include: string | undefined): EventClass[] | undefined {
  const [asked, added] = [only?.trim() ?? '', include?.trim() ?? ''];
  if (asked !== '' && added !== '') throw refusal('include', 'cannot stand beside classes; ask for one of them');
  if (asked === 'all' || added === 'all') return undefined;
  if (asked !== '') return readClasses('classes', asked);
  return [...new Set<EventClass>(['human', ...(added === '' ? [] : readClasses('include', added))])];
}

function readClasses(field: string, text: string): EventClass[] {
  return text.split(',').map((part) => {
    const found = EVENT_CLASSES.find((each) => each === part.trim());
    if (!found) throw refusal(field, `must be "all" or a list of ${EVENT_CLASSES.join(', ')}`, part);
    return found;
  });
}

/** `key` alone names no link. */
export function requireDomainForKey(query: Pick<StatsFilters, 'domain' | 'key'>): void {
  if (query.key !== undefined && query.domain === undefined)
    throw new AppError('bad_request', 'key: needs domain beside it.');
}
