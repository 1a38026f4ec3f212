import { expect, it } from 'vitest';
import { DIMENSIONS, isChosen, rowWords, toggled, without } from './dimension.ts';
import { filtersOf } from './search.ts';

const { countries, regions, cities, referers, folders, links } = DIMENSIONS;
const BERLIN = { country: 'DE', region: 'BE', city: 'Berlin' };

it('choosing a value narrows to it, a second one widens, choosing again takes it away', () => {
  const one = toggled({}, countries, { country: 'DE' }) ?? {};
  expect(one).toEqual({ country: 'DE' });
  const two = toggled(one, countries, { country: 'FR' }) ?? {};
  expect(two).toEqual({ country: 'DE,FR' });
  expect(isChosen(two, countries, { country: 'FR' })).toBe(true);
  expect(toggled(two, countries, { country: 'DE' })).toEqual({ country: 'FR' });
});

it('a city comes with the places around it, and goes with its country', () => {
  const chosen = toggled({ device: 'Mobile' }, cities, BERLIN) ?? {};
  expect(chosen).toEqual({ device: 'Mobile', city: 'Berlin', country: 'DE', region: 'BE' });
  expect(without(chosen, 'country', 'DE')).toEqual({ device: 'Mobile' });
  expect(without(chosen, 'region', 'BE')).toEqual({ device: 'Mobile', country: 'DE' });
});

it('choosing what is left out counts it again', () => {
  expect(toggled({ referer: '-t.co' }, referers, { referer: 't.co' })).toEqual({ referer: 't.co' });
});

it('one folder at a time is all that can be asked for', () => {
  expect(toggled({ folderId: 'fold_1' }, folders, { folderId: 'fold_2' })).toEqual({ folderId: 'fold_2' });
});

it.each(['(none)', ''])('"%s" is nothing to ask for, so it is no button', (city) => {
  expect(toggled({}, cities, { ...BERLIN, city })).toBeUndefined();
});

it.each(['Unknown', 'Washington, D.C.', '-dash', '~tilde', 'back\\slash'])('"%s" is asked for as it is', (city) => {
  const row = { ...BERLIN, city };
  const chosen = toggled({}, cities, row) ?? {};
  expect(isChosen(chosen, cities, row)).toBe(true);
  expect(filtersOf(chosen).find(({ name }) => name === 'city')?.values).toEqual([city]);
  expect(toggled(chosen, cities, row)).toEqual({ country: 'DE', region: 'BE' });
});

it('a part that is looked for is not chosen, and gives way to a value that is', () => {
  expect(isChosen({ referer: '~news' }, referers, { referer: 'news' })).toBe(false);
  expect(toggled({ referer: '~news' }, referers, { referer: 'news.test' })).toEqual({ referer: 'news.test' });
});

it('rows are called what people call them', () => {
  const names = {
    links: { link_1: { domain: 'a.co', key: 'x', shortLink: 'https://a.co/x', url: '', title: null } },
    labels: {},
  };
  expect(rowWords(links, { linkId: 'link_1' }, names).label).toBe('a.co/x');
  expect(rowWords(links, { linkId: 'link_2' }, names).label).toBe('Deleted link');
  expect(rowWords(countries, { country: 'DE' }, names)).toMatchObject({ label: 'Germany', country: 'DE' });
  expect(rowWords(regions, BERLIN, names)).toMatchObject({ label: 'BE', country: 'DE', detail: 'Germany' });
  const known = { ...names, regions: new Map([['DE-BE', 'Berlin']]) };
  expect(rowWords(regions, BERLIN, known).label).toBe('Berlin');
  expect(rowWords(referers, { referer: '(direct)' }, names).label).toBe('Direct or unknown');
  expect(rowWords(folders, { folderId: 'unsorted' }, names).label).toBe('In no folder');
});
