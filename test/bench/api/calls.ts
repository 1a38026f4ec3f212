/** What the bench asks: each call over HTTP for its time, and of the store alone for the rows it reads. */
import type { LinkFilter, LinkPage } from '#core/link/ports.ts';
import { FOLDER_ID, TAG_ID } from './fill.ts';

export interface BenchCall {
  title: string;
  path: string;
  /** The same question to the store. */
  ask: { list?: [Partial<LinkFilter>, Partial<LinkPage>]; count?: Partial<LinkFilter> };
}

const word = (text: string) => ({ text, tagIds: [] });
const search = (...words: string[]) => ({ search: { whole: false, words: words.map(word) } });

/** A page has a hundred links, as the official client asks for. */
export const CALLS: readonly BenchCall[] = [
  { title: 'list, newest first', path: '/links', ask: { list: [{}, {}] } },
  { title: 'list, with archived ones', path: '/links?showArchived=true', ask: { list: [{ showArchived: true }, {}] } },
  { title: 'list by clicks', path: '/links?sortBy=clicks', ask: { list: [{}, { sort: 'clicks' }] } },
  { title: 'list by last click', path: '/links?sortBy=lastClicked', ask: { list: [{}, { sort: 'lastClicked' }] } },
  { title: 'list, page 50', path: '/links?page=50', ask: { list: [{}, { offset: 4_900 }] } },
  { title: 'list of a tag', path: `/links?tagIds=${TAG_ID}`, ask: { list: [{ tagIds: [TAG_ID] }, {}] } },
  { title: 'list of a folder', path: `/links?folderId=${FOLDER_ID}`, ask: { list: [{ folderId: FOLDER_ID }, {}] } },
  {
    title: 'list of a folder by clicks',
    path: `/links?folderId=${FOLDER_ID}&sortBy=clicks`,
    ask: { list: [{ folderId: FOLDER_ID }, { sort: 'clicks' }] },
  },
  { title: 'search, every link matches', path: '/links?search=campaign', ask: { list: [search('campaign'), {}] } },
  { title: 'search, two words as typed', path: '/links?search=camp+spri', ask: { list: [search('camp', 'spri'), {}] } },
  { title: 'search, a rare word', path: '/links?search=page-4711', ask: { list: [search('page-4711'), {}] } },
  { title: 'search, nothing', path: '/links?search=zebra', ask: { list: [search('zebra'), {}] } },
  {
    title: 'search within a folder',
    path: `/links?search=spring&folderId=${FOLDER_ID}`,
    ask: { list: [{ ...search('spring'), folderId: FOLDER_ID }, {}] },
  },
  { title: 'count', path: '/links/count', ask: { count: {} } },
  { title: 'count of a tag', path: `/links/count?tagIds=${TAG_ID}`, ask: { count: { tagIds: [TAG_ID] } } },
];
