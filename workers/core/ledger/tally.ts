/** What a set of rows adds to the counters: deltas by key, small enough to be written beside the rows. */
import type { EventRow } from '../event/row.ts';
import { NO_TOTALS, type Totals } from './contract.ts';

/**
 * Keys: `{workspace}` and `{workspace} {link}` hold Totals as
 * [hits, clicks, leads, sales, saleAmount, lastClickedAt, conversions];
 * `{workspace} @{YYYY-MM-DD}` holds [accepted] for the UTC day on which the events happened. Minutes: minute-tally.ts.
 */
export type Tallies = Map<string, number[]>;

/** Position of the one field that is a maximum; all others are sums. */
const LAST_CLICKED_AT = 5;
const DAY_CHARS = 'YYYY-MM-DD'.length;
export const DAY_MARK = ' @';

export function workspaceKey(workspaceId: string): string {
  return workspaceId;
}

export function linkKey(workspaceId: string, linkId: string): string {
  return `${workspaceId} ${linkId}`;
}

export function dayKey(workspaceId: string, day: string): string {
  return `${workspaceId}${DAY_MARK}${day}`;
}

/** What dayKey put together, or undefined for a key of another kind. */
export function splitDayKey(key: string): { workspaceId: string; day: string } | undefined {
  const at = key.length - DAY_CHARS - DAY_MARK.length;
  if (at < 1 || !key.startsWith(DAY_MARK, at)) return undefined;
  return { workspaceId: key.slice(0, at), day: key.slice(at + DAY_MARK.length) };
}

/** Deltas of these rows. Only human clicks, leads and sales count as such; every hit on a link counts as a hit. */
export function tallyRows(rows: readonly EventRow[]): Tallies {
  const tallies: Tallies = new Map();
  for (const row of rows) {
    const delta = deltaOf(row);
    addTally(tallies, workspaceKey(row.workspace_id), delta);
    if (row.link_id !== '') addTally(tallies, linkKey(row.workspace_id, row.link_id), delta);
    addTally(tallies, dayKey(row.workspace_id, row.ts.slice(0, DAY_CHARS)), [1]);
  }
  return tallies;
}

function deltaOf(row: EventRow): number[] {
  const human = row.class === 'human';
  const click = row.type === 'click';
  const clickedAt = human && click ? Date.parse(`${row.ts.replace(' ', 'T')}Z`) : 0;
  return [
    click ? 1 : 0,
    human && click ? 1 : 0,
    human && row.type === 'lead' ? 1 : 0,
    human && row.type === 'sale' ? 1 : 0,
    human && row.type === 'sale' ? row.sale_amount : 0,
    clickedAt,
    human && row.sale_type === 'new' ? 1 : 0,
  ];
}

/** Adds `delta` to the entry of `key`. Commutative and associative, so replay order does not matter. */
export function addTally(into: Tallies, key: string, delta: readonly number[]): void {
  const sum = into.get(key);
  if (!sum) {
    into.set(key, [...delta]);
    return;
  }
  for (const [index, value] of delta.entries()) {
    sum[index] = index === LAST_CLICKED_AT ? Math.max(sum[index] ?? 0, value) : (sum[index] ?? 0) + value;
  }
}

export function addTallies(into: Tallies, deltas: Tallies): void {
  for (const [key, delta] of deltas) addTally(into, key, delta);
}

export function totalsOf(entry: readonly number[] | undefined): Totals {
  if (!entry) return NO_TOTALS;
  const [hits = 0, clicks = 0, leads = 0, sales = 0, saleAmount = 0, lastClickedAt = 0, conversions = 0] = entry;
  return { hits, clicks, leads, conversions, sales, saleAmount, lastClickedAt };
}

/** Text form: a JSON object of number lists. Put together by hand: an object with thousands of names is slow to make and to write. */
export function writeTallies(tallies: Tallies): string {
  let text = '';
  for (const [key, value] of tallies) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:[${value.join(',')}]`;
  return `{${text}}`;
}

export function readTallies(text: string): Tallies {
  return new Map(Object.entries(JSON.parse(text) as Record<string, number[]>));
}
