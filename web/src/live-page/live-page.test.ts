import { describe, expect, it } from 'vitest';
import type { LiveEvent } from '#core/live/protocol.ts';
import { NO_TOTALS } from '#core/ledger/contract.ts';
import { lastHour, mergeMinutes, MINUTE_MS, MINUTES_SHOWN } from '../live/minutes.ts';
import { NOTHING_YET } from '../live/totals.ts';
import { waitingSince } from './pause.ts';
import { MAX_PULSES, pulseSize, pulsesSince, withPulses } from './pulses.ts';
import { announcementOf } from './words.ts';

const event = (id: string, country = 'DE'): LiveEvent => ({
  id,
  ts: 1,
  type: 'click',
  linkId: 'l',
  domain: 'd',
  key: 'spring',
  class: 'human',
  country,
  city: 'Berlin',
  device: '',
  browser: '',
  os: '',
  referer: '',
});

describe('the last hour', () => {
  const minute = (start: number, clicks: number) => ({ start, hits: clicks, clicks });

  it('takes the newest figures of a minute and forgets what is older than an hour', () => {
    const known = Array.from({ length: MINUTES_SHOWN }, (_, at) => minute(at * MINUTE_MS, 1));
    const merged = mergeMinutes(known, [minute(59 * MINUTE_MS, 5), minute(60 * MINUTE_MS, 2)]);
    expect(merged).toHaveLength(MINUTES_SHOWN);
    expect(merged.slice(-2).map(({ clicks }) => clicks)).toEqual([5, 2]);
    expect(mergeMinutes(known, [])).toBe(known);
  });

  it('moves with the clock, also when nothing comes', () => {
    const now = 1_000 * MINUTE_MS + 30_000;
    const hour = lastHour([minute(998 * MINUTE_MS, 3)], now);
    expect(hour).toHaveLength(MINUTES_SHOWN);
    expect(hour.at(-1)).toEqual(minute(1_000 * MINUTE_MS, 0));
    expect(hour.at(-3)?.clicks).toBe(3);
    expect(lastHour([minute(998 * MINUTE_MS, 3)], now + 60 * MINUTE_MS).every(({ clicks }) => clicks === 0)).toBe(true);
  });
});

describe('rings on the map', () => {
  it('stand for what is new, one for each country', () => {
    const events = [event('d'), event('c', 'JP'), event('b'), event('a')];
    expect(pulsesSince(events, 'a')).toEqual([
      { id: 'd', country: 'DE', count: 2 },
      { id: 'c', country: 'JP', count: 1 },
    ]);
    expect(pulsesSince(events, 'd')).toEqual([]);
    expect(pulsesSince(events, undefined)).toHaveLength(2);
    expect(pulsesSince([event('x', '')], undefined)).toEqual([]);
  });

  it('are never more than can be drawn smoothly, and grow with what they stand for', () => {
    const many = Array.from({ length: 500 }, (_, at) => ({ id: String(at), country: 'DE', count: 1 }));
    expect(withPulses(many, many)).toHaveLength(MAX_PULSES);
    expect(pulseSize(4)).toBe(2 * pulseSize(1));
    expect(pulseSize(1_000_000)).toBeLessThan(100);
  });
});

it('what waits while the page is paused is counted by the ledger, not by the list', () => {
  const at = (hits: number) => ({ ...NOTHING_YET, workspace: { ...NO_TOTALS, hits } });
  expect(waitingSince(at(10), at(5_010))).toBe(5_000);
  expect(waitingSince(at(10), undefined)).toBe(0);
});

it('a screen reader hears one sentence for many events', () => {
  expect(announcementOf(1, event('a'))).toBe('New: a click on /spring from Berlin, Germany');
  expect(announcementOf(12, event('a'))).toMatch(/^12 new, the newest a click/);
});
