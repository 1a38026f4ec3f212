/** One scope of a workspace that is being watched: its minutes, its visitors, and what gathers for its next frame. */
import type { EventRow } from '#core/event/row.ts';
import { MAX_LIVE_LINKS } from '#core/ledger/limits.ts';
import { MINUTES_KEPT_MS } from '#core/ledger/minute-tally.ts';
import { ACTIVE_MS, ActiveVisitors } from '#core/live/active.ts';
import { emptyGathering, gather, type LiveGathering } from '#core/live/frame.ts';
import { Minutes } from '#core/live/minutes.ts';
import { MAX_LIVE_EVENTS } from '#core/live/protocol.ts';
import { isWhole, type WatchScope, watches } from '#core/live/scope.ts';
import type { Book } from '../book.ts';
import type { LedgerSql } from '../sql.ts';
import { recentRows } from './look-back.ts';

export interface View {
  readonly scope: WatchScope;
  readonly minutes: Minutes;
  readonly active: ActiveVisitors;
  gathering: LiveGathering;
}

/**
 * Everything counted so far is in it. A workspace's minutes are among the ledger's counters; those of single links, and visitors,
 * are read from the log as far as it goes.
 */
export function openView(book: Book, sql: LedgerSql, workspaceId: string, scope: WatchScope, nowMs: number): View {
  const whole = isWhole(scope);
  const from = nowMs - (whole ? ACTIVE_MS : MINUTES_KEPT_MS);
  const recent = recentRows(sql, workspaceId, from);
  const rows = recent.rows.filter((row) => watches(scope, row));
  const minutes = whole
    ? new Minutes(book.minutes(workspaceId), nowMs - MINUTES_KEPT_MS)
    : new Minutes(new Map(), recent.since);
  if (!whole) minutes.add(rows, nowMs);
  minutes.takeTouched(nowMs);
  const active = new ActiveVisitors(Math.max(recent.since, nowMs - ACTIVE_MS));
  active.add(rows, nowMs);
  return { scope, minutes, active, gathering: freshGathering() };
}

/** Takes in what has just been counted in the workspace. */
export function lookAt(view: View, counted: readonly EventRow[], nowMs: number): void {
  const rows = view.scope.links === null && view.scope.hidden.length === 0 ? counted : watched(view.scope, counted);
  if (rows.length === 0) return;
  view.minutes.add(rows, nowMs);
  view.active.add(rows, nowMs);
  gather(view.gathering, rows, MAX_LIVE_LINKS);
}

export function watched(scope: WatchScope, rows: readonly EventRow[]): EventRow[] {
  return rows.filter((row) => watches(scope, row));
}

/** What has gathered, and an empty one in its place. */
export function takeGathering(view: View): LiveGathering {
  const taken = view.gathering;
  view.gathering = freshGathering();
  return taken;
}

function freshGathering(): LiveGathering {
  return emptyGathering(MAX_LIVE_EVENTS);
}
