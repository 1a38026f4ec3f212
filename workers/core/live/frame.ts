/** What a live frame says about a counted event. */
import { isImported } from '../event/imported.ts';
import type { EventRow } from '../event/row.ts';
import { type LiveEvent, MAX_LIVE_EVENTS } from './protocol.ts';

export function liveEvent(row: EventRow): LiveEvent {
  return {
    id: row.event_id,
    ts: Date.parse(`${row.ts.replace(' ', 'T')}Z`),
    type: row.type,
    linkId: row.link_id,
    domain: row.domain,
    key: row.key,
    class: row.class,
    country: row.country,
    city: row.city,
    device: row.device,
    browser: row.browser,
    os: row.os,
    referer: row.referer,
  };
}

/** What gathers between two frames of one workspace: bounded, however much is counted. */
export interface LiveGathering {
  /** The newest, oldest first. */
  rows: EventRow[];
  counted: number;
  /** Links touched, the latest last. */
  linkIds: Set<string>;
}

export function emptyGathering(): LiveGathering {
  return { rows: [], counted: 0, linkIds: new Set() };
}

/** @param maxLinks links named in one frame; the ones touched longest ago go first. */
export function gather(into: LiveGathering, rows: readonly EventRow[], maxLinks: number): void {
  // The feed is about links, and shows what happens now: clicks of the past change only the totals.
  const happening = rows.filter((row) => row.type !== 'orphan' && !isImported(row));
  into.rows = [...into.rows, ...happening.slice(-MAX_LIVE_EVENTS)].slice(-MAX_LIVE_EVENTS);
  into.counted += happening.length;
  for (const { link_id: linkId } of rows) {
    if (linkId === '') continue;
    into.linkIds.delete(linkId);
    into.linkIds.add(linkId);
  }
  for (const linkId of into.linkIds) {
    if (into.linkIds.size <= maxLinks) break;
    into.linkIds.delete(linkId);
  }
}
