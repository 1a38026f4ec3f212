import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Totals } from '#core/ledger/contract.ts';
import { NO_TOTALS } from '#core/ledger/contract.ts';
import type { LiveEvent, LiveFrame, LiveUpdate } from '#core/live/protocol.ts';
import type { LiveTotals } from './totals.ts';
import { activeAt, applyFrame, MAX_FEED_EVENTS, newerCount, NOTHING_YET, parseFrame } from './totals.ts';

const clicks = (count: number): Totals => ({ ...NO_TOTALS, hits: count, clicks: count });
const standing = (seq: number, count: number) => ({
  workspaceId: 'ws_1',
  seq,
  resume: `ledger.${seq}`,
  scope: { links: null, feed: true },
  totals: clicks(count),
  links: {},
  linksComplete: true,
  minutes: [],
  minutesSince: 0,
  active: {
    visitors: 3,
    exact: true,
    falls: [
      [1_000, 1],
      [2_000, 0],
    ] as [number, number][],
  },
});
const hello = (seq: number, count: number, resumed = false, events: LiveEvent[] = []): LiveFrame => ({
  type: 'hello',
  resumed,
  ...standing(seq, count),
  events,
  omitted: 0,
  standsFor: 1,
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
const update = (seq: number, count: number, from = seq - 1): LiveUpdate => ({
  ...standing(seq, count),
  type: 'update',
  from,
  links: { a: clicks(count) },
  events: [event(seq)],
  omitted: 0,
  standsFor: 1,
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

  it('goes on where it was when the ledger tells what happened meanwhile', () => {
    const before = applyAll([hello(5, 50), update(6, 60)]);
    const after = applyFrame(before, hello(9, 90, true, [event(8)]));
    expect([after.missed, after.workspace?.clicks]).toEqual([before.missed, 90]);
    expect(after.events.map(({ id }) => id)).toEqual(['e8', 'e6']);
  });

  it('begins the feed anew at a gap, and asks for a new look when a frame does not join the last, or leaves links out', () => {
    const before = applyAll([hello(5, 50), update(6, 60)]);
    const { type: _, ...rest } = update(9, 90);
    expect(applyFrame(before, { ...rest, ...standing(9, 90), type: 'gap', reason: 'too_old' })).toMatchObject({
      seq: 9,
      events: [],
      missed: before.missed + 1,
    });
    expect(applyFrame(before, update(9, 90, 8)).missed).toBe(before.missed + 1);
    expect(applyFrame(before, { ...update(7, 70), linksComplete: false }).missed).toBe(before.missed + 1);
  });

  it('lets visitors leave by the clock, without a frame', () => {
    const known = applyAll([hello(5, 50)]);
    expect([0, 1_000, 1_999, 2_000].map((at) => activeAt(known, at))).toEqual([3, 1, 1, 0]);
    expect(activeAt(NOTHING_YET, 0)).toBeUndefined();
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
