/** What the address of the list says: filters, order, and how the API is asked for it. */

/** The orders people choose from; each as the API calls it. */
export const SORTS = ['createdAt', 'updatedAt', 'clicks', 'lastClicked', 'saleAmount', 'manual'] as const;
export type Sort = (typeof SORTS)[number];

/** As it stands in the address: absent means not filtered. Lists are joined by commas. */
export interface LinksSearch {
  q?: string;
  tags?: string;
  folder?: string;
  domain?: string;
  by?: string;
  archived?: 'yes';
  sort?: Sort;
  order?: 'asc';
}

/** Everything that narrows the list; the order does not. */
export const FILTERS = ['q', 'tags', 'folder', 'domain', 'by', 'archived'] as const;

const TEXTS = ['q', 'tags', 'folder', 'domain', 'by'] as const;

/** Reads the address; what it does not know is left out. */
export function parseLinksSearch(search: Record<string, unknown>): LinksSearch {
  const read: LinksSearch = {};
  for (const name of TEXTS) {
    const value = search[name];
    // The router turns digits into numbers.
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' && text !== '') read[name] = text;
  }
  if (search['archived'] === 'yes') read.archived = 'yes';
  const sort = SORTS.find((each) => each === search['sort']);
  if (sort !== undefined && sort !== 'createdAt') read.sort = sort;
  if (search['order'] === 'asc') read.order = 'asc';
  return read;
}

/** The same filters as the API takes them. */
export function filterQuery(search: LinksSearch): Record<string, string> {
  return {
    ...(search.q && { search: search.q }),
    ...(search.tags && { tagIds: search.tags }),
    ...(search.folder && { folderId: search.folder }),
    ...(search.domain && { domain: search.domain }),
    ...(search.by && { userId: search.by }),
    ...(search.archived && { showArchived: 'true' }),
  };
}

/** Filters and order. */
export function listQuery(search: LinksSearch): Record<string, string> {
  return {
    ...filterQuery(search),
    ...(search.sort && { sortBy: search.sort }),
    ...(search.order && { sortOrder: search.order }),
  };
}

/** One name for one question, whatever the order in which it was put together. */
export function searchKey(search: LinksSearch): string {
  return new URLSearchParams(Object.entries(listQuery(search)).toSorted()).toString();
}

export function isFiltered(search: LinksSearch): boolean {
  return FILTERS.some((name) => search[name] !== undefined);
}

export const idsOf = (list: string | undefined): string[] => list?.split(',').filter(Boolean) ?? [];
