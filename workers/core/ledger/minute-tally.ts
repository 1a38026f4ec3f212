/**
 * Clicks of a workspace by minute, among the counters of its ledger for an hour: durable with the commit that counted them, without
 * a row of their own. Keys: `{workspace} ~{YYYY-MM-DD HH:MM}` hold [hits, clicks].
 */
import { clickHouseTime, type EventRow } from '../event/row.ts';
import { addTally, type Tallies } from './tally.ts';

export interface MinuteCounts {
  hits: number;
  /** Human ones. */
  clicks: number;
}

/** How long a minute is remembered: what a live series shows. */
export const MINUTES_KEPT_MS = 3_600_000;
/** Clocks of edges may be ahead of ours. */
const AHEAD_MS = 60_000;
const MINUTE_CHARS = 'YYYY-MM-DD HH:MM'.length;
export const MINUTE_MARK = ' ~';

export function minuteKey(workspaceId: string, minute: string): string {
  return `${workspaceId}${MINUTE_MARK}${minute}`;
}

/** @param ts as in an event row. */
export function minuteName(ts: string): string {
  return ts.slice(0, MINUTE_CHARS);
}

/** Unix milliseconds of its beginning. */
export function minuteMs(name: string): number {
  return Date.parse(`${name.replace(' ', 'T')}Z`);
}

/** Whether what happened at `ts` belongs to the last hour's minutes. */
export function isMinuteOf(ts: string, nowMs: number): boolean {
  const ms = Date.parse(`${ts.replace(' ', 'T')}Z`);
  return ms > nowMs - MINUTES_KEPT_MS && ms <= nowMs + AHEAD_MS;
}

/** Adds the clicks of the last hour, by minute. Text is compared, not dates: this runs for every event. */
export function tallyMinutes(into: Tallies, rows: readonly EventRow[], nowMs: number): void {
  const from = clickHouseTime(nowMs - MINUTES_KEPT_MS);
  const to = clickHouseTime(nowMs + AHEAD_MS);
  for (const { type, ts, workspace_id: workspaceId, class: as } of rows) {
    if (type !== 'click' || ts <= from || ts > to) continue;
    addTally(into, minuteKey(workspaceId, minuteName(ts)), [1, as === 'human' ? 1 : 0]);
  }
}

/** The minute that a key stands for; undefined for a key of another kind. */
export function splitMinuteKey(key: string): string | undefined {
  const at = key.length - MINUTE_CHARS - MINUTE_MARK.length;
  return at >= 1 && key.startsWith(MINUTE_MARK, at) ? key.slice(-MINUTE_CHARS) : undefined;
}

/** Deletes minutes that were over more than an hour before the newest of `changed`. Nothing is touched when none of those is a minute. */
export function dropOldMinutes(page: Tallies, changed: Iterable<string>): void {
  let newest = '';
  for (const key of changed) {
    const minute = splitMinuteKey(key);
    if (minute !== undefined && minute > newest) newest = minute;
  }
  if (newest === '') return;
  const oldest = minuteName(clickHouseTime(minuteMs(newest) - MINUTES_KEPT_MS));
  for (const key of page.keys()) {
    const minute = splitMinuteKey(key);
    if (minute !== undefined && minute < oldest) page.delete(key);
  }
}
