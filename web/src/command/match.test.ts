import { expect, it } from 'vitest';
import { bestFirst, matching } from './match.ts';

const items = [
  { label: 'Go to Live', also: 'map realtime' },
  { label: 'Go to Links' },
  { label: 'New link', also: 'create make' },
  { label: 'Dark theme', also: 'night' },
];
const found = (typed: string) => matching(items, typed).map(({ label }) => label);

it('everything is there in its order until something is typed', () => {
  expect(found('  ')).toEqual(items.map(({ label }) => label));
});

it('every word must begin a word, of the name or of what people call it', () => {
  expect(found('li')).toEqual(['Go to Live', 'Go to Links', 'New link']);
  expect(found('go li')).toEqual(['Go to Live', 'Go to Links']);
  expect(found('night')).toEqual(['Dark theme']);
  expect(found('create link')).toEqual(['New link']);
  expect(found('ink')).toEqual([]);
  expect(found('go dark')).toEqual([]);
});

it('a whole word of the name comes first', () => {
  expect(found('link')[0]).toBe('New link');
});

it('puts what is called as was typed before what fits otherwise, and loses none', () => {
  const links = [{ key: 'webinar' }, { key: 'last-news' }, { key: 'newsletter' }, { key: 'news' }];
  const keys = bestFirst(links, 'news', ({ key }) => key).map(({ key }) => key);
  expect(keys).toEqual(['last-news', 'news', 'newsletter', 'webinar']);
});
