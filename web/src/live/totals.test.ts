import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Totals } from '#core/ledger/contract.ts';
import { NO_TOTALS } from '#core/ledger/contract.ts';
import type { LiveEvent, LiveFrame, LiveUpdate } from '#core/live/protocol.ts';
import type { LiveTotals } from './totals.ts';
import { applyFrame, MAX_FEED_EVENTS, newerCount, NOTHING_YET, parseFrame } from './totals.ts';

const clicks = (count: number): Totals => ({ ...NO_TOTALS, hits: count, clicks: count });
const hello = (seq: number, count: number): LiveFrame => ({
  type: 'hello',
  workspaceId: 'ws_1',
  seq,
  totals: clicks(count),
});
const event = (seq: number): LiveEvent => ({
  id: `e${seq}`,
  ts: seq,
  type: 'click',
  linkId: 'a',
  domain: 'd',
  key: 'k',
  class: 'human',
  country: '',
  city: '',
  device: '',
  browser: '',
  os: '',
  referer: '',
});
const update = (seq: number, count: number): LiveUpdate => ({
  type: 'update',
  seq,
  totals: clicks(count),
  links: { a: clicks(count) },
  events: [event(seq)],
  omitted: 0,
});

const applyAll = (frames: LiveFrame[]): LiveTotals => frames.reduce(applyFrame, NOTHING_YET);

describe('applyFrame', () => {
  it('ends at the newest totals, whatever is doubled or comes late', () => {
    const deliveries = fc.array(fc.nat(30), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(deliveries, (order) => {
        const frames = order.map((step) => update(step + 1, (step + 1) * 10));
        const state = applyAll([hello(0, 0), ...frames]);
        const newest = Math.max(...order) + 1;
        expect(state.seq).toBe(newest);
        expect(state.workspace?.clicks).toBe(newest * 10);
        expect(state.links.get('a')?.clicks).toBe(newest * 10);
      }),
    );
  });

  it('shows each event of the feed once, newest first', () => {
    const state = applyAll([hello(0, 0), update(1, 1), update(2, 2), update(2, 2), update(1, 1)]);
    expect(state.events.map((shown) => shown.id)).toEqual(['e2', 'e1']);
  });

  it('keeps the feed short, however long it runs', () => {
    const state = applyAll(Array.from({ length: MAX_FEED_EVENTS * 2 }, (_, i) => update(i + 1, i + 1)));
    expect(state.events).toHaveLength(MAX_FEED_EVENTS);
    expect(state.events[0]?.id).toBe(`e${MAX_FEED_EVENTS * 2}`);
  });

  it('notices a gap: a greeting that stands elsewhere asks for a new look', () => {
    const before = applyAll([hello(5, 50), update(6, 60)]);
    const after = applyFrame(before, hello(9, 90));
    expect(after.missed).toBe(before.missed + 1);
    expect(after.workspace?.clicks).toBe(90);
  });

  it('does not fetch again when nothing was missed', () => {
    const before = applyAll([hello(5, 50), update(6, 60)]);
    expect(applyFrame(before, hello(6, 60))).toBe(before);
  });

  it('changes nothing on an error frame', () => {
    expect(applyFrame(NOTHING_YET, { type: 'error', code: 'x', message: 'y' })).toBe(NOTHING_YET);
  });
});

describe('newerCount', () => {
  it('takes the larger, since clicks only grow', () => {
    expect(newerCount(5, undefined)).toBe(5);
    expect(newerCount(5, 7)).toBe(7);
    expect(newerCount(9, 7)).toBe(9);
  });
});

describe('parseFrame', () => {
  it('reads frames and nothing else', () => {
    expect(parseFrame(JSON.stringify(hello(1, 2)))).toEqual(hello(1, 2));
    for (const noise of ['pong', '{', '{"type":"other"}', '{}', new ArrayBuffer(1), undefined])
      expect(parseFrame(noise)).toBeUndefined();
  });
});
