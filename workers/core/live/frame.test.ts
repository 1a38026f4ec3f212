import { expect, it } from 'vitest';
import type { EventRow } from '../event/row.ts';
import { emptyGathering, gather } from './frame.ts';
import { MAX_LIVE_EVENTS } from './protocol.ts';

const row = (id: number, more: Partial<EventRow> = {}): EventRow =>
  ({ type: 'click', event_id: String(id), link_id: `link_${id}`, reason: '', ...more }) as EventRow;

it('gathers the newest events and the links touched last, and counts all', () => {
  const gathering = emptyGathering();
  for (let id = 0; id < 100; id += 2) gather(gathering, [row(id), row(id + 1)], 5);
  expect(gathering.counted).toBe(100);
  expect(gathering.rows.map((each) => each.event_id)).toEqual(
    Array.from({ length: MAX_LIVE_EVENTS }, (_, index) => String(100 - MAX_LIVE_EVENTS + index)),
  );
  expect([...gathering.linkIds]).toEqual(['link_95', 'link_96', 'link_97', 'link_98', 'link_99']);
});

it('shows neither visits that led nowhere nor clicks of the past, whose links it names', () => {
  const gathering = emptyGathering();
  gather(gathering, [row(1, { type: 'orphan', link_id: '' }), row(2, { reason: 'import:bitly' })], 5);
  expect([gathering.counted, gathering.rows, [...gathering.linkIds]]).toEqual([0, [], ['link_2']]);
});
