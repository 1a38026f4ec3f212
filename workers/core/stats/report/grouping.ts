/** Reads what a report is grouped by, and writes the keys of its rows. */
import { refusal } from '../../error/refuse.ts';
import { type BreakdownName, BREAKDOWN_NAMES, BREAKDOWNS, NO_VALUE } from '../dimension.ts';
import { isOptional, nameValue } from '../shape.ts';
import type { Grouping } from '../stats-query.ts';
import { zonedIso } from '../time/buckets.ts';
import type { MeasuredRow } from './measure.ts';
import type { ReportRow } from './wire.ts';

const ALONE = ['count', 'timeseries', 'heatmap'] as const;

/** Throws `unprocessable_entity`. */
export function parseReportGrouping(names: string[]): Grouping {
  const [first = 'count', second] = names;
  if (second === undefined) {
    const alone = ALONE.find((each) => each === first);
    return alone ? { kind: alone } : { kind: 'breakdown', name: readBreakdown(first) };
  }
  const within = readBreakdown(second);
  if (first === 'timeseries') return { kind: 'pair', first, second: within };
  const outer = readBreakdown(first);
  if (isPlace(outer, within) && outer !== within)
    throw refusal(
      'groupBy',
      'cannot name places within places: regions and cities carry their country',
      names.join(','),
    );
  if (BREAKDOWNS[outer].answer === BREAKDOWNS[within].answer)
    throw refusal('groupBy', 'must name two different things', names.join(','));
  return { kind: 'pair', first: outer, second: within };
}

function readBreakdown(name: string): BreakdownName {
  const found = BREAKDOWN_NAMES.find((each) => each === name);
  if (found) return found;
  const isAlone = ALONE.some((each) => each === name);
  throw refusal(
    'groupBy',
    isAlone
      ? `"${name}" cannot be the second of two; only timeseries can be the first`
      : `must be of ${[...ALONE, ...BREAKDOWN_NAMES].join(', ')}`,
    name,
  );
}

/** Places within places have the same keys. */
function isPlace(...names: BreakdownName[]): boolean {
  return names.every((name) => name === 'countries' || name === 'regions' || name === 'cities');
}

export function keyOf(
  groupBy: Grouping,
  { bucket, slot, value, second }: MeasuredRow['place'],
  zone: string,
): ReportRow['key'] {
  if (groupBy.kind === 'count') return {};
  if (groupBy.kind === 'timeseries') return { start: zonedIso(bucket, zone) };
  if (groupBy.kind === 'heatmap') return { weekday: Math.floor(slot / 24) + 1, hour: slot % 24 };
  if (groupBy.kind === 'breakdown') return named(groupBy.name, value);
  if (groupBy.first === 'timeseries') return { start: zonedIso(bucket, zone), ...named(groupBy.second, value) };
  return { ...named(groupBy.first, value), ...named(groupBy.second, second) };
}

function named(name: BreakdownName, value: string): Record<string, string> {
  if (name === 'top_links') return { linkId: value || NO_VALUE };
  return nameValue(name, value || (isOptional(name) ? NO_VALUE : ''));
}
