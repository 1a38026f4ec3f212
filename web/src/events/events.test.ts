import { describe, expect, it } from 'vitest';
import { EVENT_CLASSES } from '#core/event/row.ts';
import { eventsQuery, isNarrowed, parseEventsSearch, widened, withFilter } from './search.ts';
import { className, verdictOf } from './words.ts';

describe('the address of the events', () => {
  it('is read back as it was written, and what it does not know is left out', () => {
    const search = { event: 'sales', range: '7d', country: 'DE', who: 'bot', meta: "metadata['plan']:'pro'" } as const;
    expect(parseEventsSearch({ ...search, other: 1, device: '', browser: null })).toEqual(search);
    expect(parseEventsSearch({ event: 'clicks', range: '30d', who: 'nobody' })).toEqual({});
    expect(parseEventsSearch({ linkId: 12 })).toEqual({ linkId: '12' });
  });

  it('asks for people only, unless somebody wants to see the others', () => {
    expect(eventsQuery({})).toEqual({ event: 'clicks', interval: '30d' });
    expect(eventsQuery({ who: 'all' })).toMatchObject({ classes: 'all' });
  });

  it('asks for exact times instead of a range, and for metadata only where there is any', () => {
    expect(eventsQuery({ range: '7d', start: '2026-11-01', end: '2026-11-02' })).toEqual({
      event: 'clicks',
      start: '2026-11-01',
      end: '2026-11-02',
    });
    expect(eventsQuery({ meta: 'x' })).not.toHaveProperty('query');
    expect(eventsQuery({ event: 'leads', meta: 'x' })).toMatchObject({ query: 'x' });
  });

  it('keeps kind and time when its filters are cleared', () => {
    const search = withFilter({ event: 'leads', range: '7d' }, 'country', 'DE');
    expect(isNarrowed(search)).toBe(true);
    expect(widened(search)).toEqual({ event: 'leads', range: '7d' });
    expect(isNarrowed(widened(search))).toBe(false);
    expect(withFilter(search, 'country', '')).toEqual(widened(search));
  });
});

describe('why a hit is what it is', () => {
  it('is said in words for every class', () => {
    for (const name of EVENT_CLASSES) {
      expect(className(name)).not.toBe(name);
      expect(verdictOf(name, '')).toMatch(/^[A-Z].*\.$/);
    }
  });

  it.each([
    ['bot', 'ua:googlebot', 'Its User-Agent says “googlebot”.'],
    ['bot', 'ua:empty', 'It did not say what it is.'],
    ['datacenter', 'asn:16509 amazon', 'The network is AS16509, amazon.'],
    ['spam', 'referer:semalt.com', 'The referring page is on semalt.com.'],
    ['head', 'method:HEAD', 'The method was HEAD.'],
    ['human', 'repeat', 'the click counts.'],
    ['bot', 'something new', 'The sign: something new.'],
  ])('%s by %s', (name, reason, words) => {
    expect(verdictOf(name, reason).endsWith(words)).toBe(true);
  });
});
