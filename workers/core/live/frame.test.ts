import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EventRow } from '../event/row.ts';
import { emptyGathering, feedOf, gather } from './frame.ts';
import { MAX_LIVE_EVENTS } from './protocol.ts';

const row = (id: number, more: Partial<EventRow> = {}): EventRow =>
  ({
    type: 'click',
    event_id: `event ${id}`,
    ts: `2026-11-21 10:00:00.${String(id % 1_000).padStart(3, '0')}`,
    link_id: `link_${id}`,
    reason: '',
    ...more,
  }) as EventRow;

it('shows every event while they are few, and the links touched last', () => {
  const gathering = emptyGathering(MAX_LIVE_EVENTS);
  for (let id = 0; id < MAX_LIVE_EVENTS; id += 2) gather(gathering, [row(id), row(id + 1)], 5);
  const feed = feedOf(gathering);
  expect(feed.events.map(({ id }) => id)).toEqual(Array.from({ length: MAX_LIVE_EVENTS }, (_, id) => `event ${id}`));
  expect([feed.omitted, feed.standsFor]).toEqual([0, 1]);
  expect([...gathering.linkIds]).toEqual(['link_15', 'link_16', 'link_17', 'link_18', 'link_19']);
  expect(gathering.linksComplete).toBe(false);
});

it('samples above the rate: the same events however they came, each standing for its share, none counted out', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 12 }), (cuts) => {
      const total = cuts.reduce((sum, n) => sum + n, 0);
      const all = Array.from({ length: total }, (_, id) => row(id));
      const [whole, parts] = [emptyGathering(MAX_LIVE_EVENTS), emptyGathering(MAX_LIVE_EVENTS)];
      gather(whole, all, 5);
      let at = 0;
      for (const n of cuts) gather(parts, all.slice(at, (at += n)), 5);
      const feed = feedOf(parts);
      expect(feed).toEqual(feedOf(whole));
      expect(feed.events.length + feed.omitted).toBe(total);
      expect(feed.events.length * feed.standsFor).toBeCloseTo(total, 0);
    }),
  );
});

it('shows neither visits that led nowhere nor clicks of the past, whose links it names', () => {
  const gathering = emptyGathering(MAX_LIVE_EVENTS);
  gather(gathering, [row(1, { type: 'orphan', link_id: '' }), row(2, { reason: 'import:bitly' })], 5);
  expect([gathering.counted, gathering.rows, [...gathering.linkIds]]).toEqual([0, [], ['link_2']]);
});
