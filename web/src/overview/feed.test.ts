import { expect, it } from 'vitest';
import type { LiveEvent } from '#core/live/protocol.ts';
import { mergeFeed } from './feed.ts';

const event = (id: string, ts: number): LiveEvent => ({
  id,
  ts,
  type: 'click',
  linkId: 'l',
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

it('a click that is both fetched and live stands in the feed once', () => {
  const merged = mergeFeed([event('c', 3), event('b', 2)], [event('b', 2), event('a', 1)], 10);
  expect(merged.map((shown) => shown.id)).toEqual(['c', 'b', 'a']);
});

it('the feed keeps the newest', () => {
  expect(mergeFeed([event('a', 1)], [event('c', 3), event('b', 2)], 2).map((shown) => shown.id)).toEqual(['c', 'b']);
});
