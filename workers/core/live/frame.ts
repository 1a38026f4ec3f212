/** What a live frame says about counted events. */
import { isImported } from '../event/imported.ts';
import type { EventRow } from '../event/row.ts';
import { hash32 } from '../hash/fnv1a.ts';
import type { LiveEvent, LiveFeed } from './protocol.ts';

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

/** What gathers between two frames of one scope: bounded, however much is counted. */
export interface LiveGathering {
  /** More than `maxEvents` of them only until the next cut. */
  rows: EventRow[];
  maxEvents: number;
  counted: number;
  /** Links touched, the latest last. */
  linkIds: Set<string>;
  linksComplete: boolean;
}

export function emptyGathering(maxEvents: number): LiveGathering {
  return { rows: [], maxEvents, counted: 0, linkIds: new Set(), linksComplete: true };
}

/** @param maxLinks links named in one frame; the ones touched longest ago go first. */
export function gather(into: LiveGathering, rows: readonly EventRow[], maxLinks: number): void {
  // The feed is about links, and shows what happens now: clicks of the past change only the totals.
  const happening = rows.filter((row) => row.type !== 'orphan' && !isImported(row));
  into.rows.push(...happening);
  into.counted += happening.length;
  if (into.rows.length > 2 * into.maxEvents) into.rows = sampleOf(into.rows, into.maxEvents);
  for (const { link_id: linkId } of rows) {
    if (linkId === '') continue;
    into.linkIds.delete(linkId);
    into.linkIds.add(linkId);
  }
  for (const linkId of into.linkIds) {
    if (into.linkIds.size <= maxLinks) break;
    into.linkIds.delete(linkId);
    into.linksComplete = false;
  }
}

export function feedOf({ rows, counted, maxEvents }: LiveGathering): LiveFeed {
  const shown = sampleOf(rows, maxEvents);
  const events = shown.map(liveEvent).toSorted((a, b) => a.ts - b.ts);
  const standsFor = shown.length === 0 ? 1 : Math.round((100 * counted) / shown.length) / 100;
  return { events, omitted: counted - shown.length, standsFor };
}

/**
 * Those with the smallest hashes: a uniform sample that does not depend on how the rows were cut into commits, so that it can be
 * taken bit by bit.
 */
function sampleOf(rows: EventRow[], most: number): EventRow[] {
  if (rows.length <= most) return rows;
  return rows
    .map((row) => ({ row, hash: hash32(row.event_id) }))
    .toSorted((a, b) => a.hash - b.hash)
    .slice(0, most)
    .map(({ row }) => row);
}
