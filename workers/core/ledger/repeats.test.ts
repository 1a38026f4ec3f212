import { describe, expect, it } from 'vitest';
import type { EventRow } from '../event/row.ts';
import { clickHouseTime } from '../event/row.ts';
import { MAX_PAIRS_HELD, REPEAT_WINDOW_MS, Repeats } from './repeats.ts';

const NOW = Date.UTC(2026, 10, 21, 12);

function click(chosen: Partial<EventRow> = {}, atMs = NOW): EventRow {
  const base = {
    type: 'click',
    class: 'human',
    reason: '',
    link_id: 'link_1',
    visitor_id: '7',
    ts: clickHouseTime(atMs),
  };
  return { ...base, ...chosen } as EventRow;
}

describe('a click', () => {
  it('repeats when the same visitor followed the same link within the window, to the millisecond', () => {
    const repeats = new Repeats();
    expect(repeats.mark(click()).reason).toBe('');
    expect(repeats.mark(click({}, NOW + REPEAT_WINDOW_MS - 1)).reason).toBe('repeat');
    expect(repeats.mark(click({}, NOW + 2 * REPEAT_WINDOW_MS - 1)).reason).toBe('');
  });

  it('does not repeat another visitor’s, or one on another link', () => {
    const repeats = new Repeats();
    repeats.mark(click());
    expect(repeats.mark(click({ visitor_id: '8' })).reason).toBe('');
    expect(repeats.mark(click({ link_id: 'link_2' })).reason).toBe('');
  });

  it.each([
    { visitor_id: '0' },
    { class: 'bot', reason: 'ua:x' },
    { link_id: '' },
    { type: 'lead' },
  ] as Partial<EventRow>[])('that says too little is left as it is: %j', (chosen) => {
    const repeats = new Repeats();
    repeats.mark(click(chosen));
    expect(repeats.mark(click(chosen))).toEqual(click(chosen));
  });

  it('is a first one again after a commit failed', () => {
    const repeats = new Repeats();
    repeats.mark(click());
    repeats.forget();
    expect(repeats.mark(click()).reason).toBe('');
  });

  it('is remembered within bounds: while half as many others come, and not after as many', () => {
    const repeats = new Repeats();
    for (let visitor = 1; visitor <= MAX_PAIRS_HELD; visitor++) repeats.mark(click({ visitor_id: String(visitor) }));
    expect(repeats.mark(click({ visitor_id: String(MAX_PAIRS_HELD / 2 + 1) })).reason).toBe('repeat');
    expect(repeats.mark(click({ visitor_id: '1' })).reason).toBe('');
  });
});
