/** The pages of the list that are on the screen, and the row at any place of it. */
import { useQueries, useQuery } from '@tanstack/react-query';
import type { WireLink } from '#core/link/wire.ts';
import { linkCountQuery, linkPageQuery, MAX_LISTED, PAGE_SIZE } from './queries.ts';
import type { LinksSearch } from './search.ts';
import { sparklinesQuery } from './sparklines.ts';

const NO_LINKS: readonly WireLink[] = [];
const NO_CLICKS: readonly number[] = [];

export interface LinkRows {
  /** Undefined while its page is on its way. */
  linkAt: (row: number) => WireLink | undefined;
  /** Clicks per day, oldest first; undefined while unknown. */
  seriesAt: (row: number) => readonly number[] | undefined;
  /** The first page in sight that could not be loaded. */
  failed: { error: Error; retry: () => void } | undefined;
}

/** The first page, and how many rows the whole list has. The page before a change of filters stays until the next is there. */
export function useFirstPage(workspaceId: string, search: LinksSearch) {
  const first = useQuery({ ...linkPageQuery(workspaceId, search, 0), placeholderData: (before) => before });
  const count = useQuery(linkCountQuery(workspaceId, search));
  const loaded = first.data?.length ?? 0;
  // The number that belonged to other filters says nothing about this page.
  const known = count.isPlaceholderData && !first.isPlaceholderData ? undefined : count.data;
  const total = totalOf(loaded, known);
  return { first, total, rows: Math.min(total, MAX_LISTED) };
}

/**
 * Rows of the list, by what its first page holds and how many were counted. A page that is full may have others behind it; one
 * that is not is the whole list, unless more were counted: then something on it was just deleted.
 */
export function totalOf(loaded: number, counted: number | undefined): number {
  if (counted === undefined || (loaded < PAGE_SIZE && counted <= PAGE_SIZE)) return loaded;
  return Math.max(loaded, counted);
}

/** @param pages those in sight, from 0; `first` is page 0. */
export function useRows(
  workspaceId: string,
  search: LinksSearch,
  first: readonly WireLink[],
  pages: readonly number[],
): LinkRows {
  const later = pages.filter((page) => page > 0);
  const answers = useQueries({ queries: later.map((page) => linkPageQuery(workspaceId, search, page)) });
  const pageAt = (page: number): readonly WireLink[] | undefined =>
    page === 0 ? first : answers[later.indexOf(page)]?.data;
  const drawn = useQueries({
    queries: pages.map((page) =>
      sparklinesQuery(
        workspaceId,
        (pageAt(page) ?? NO_LINKS).map((link) => link.id),
      ),
    ),
  });
  const broken = answers.find((answer) => answer.isError && answer.data === undefined);
  const linkAt = (row: number) => pageAt(Math.floor(row / PAGE_SIZE))?.[row % PAGE_SIZE];
  return {
    linkAt,
    seriesAt(row) {
      const id = linkAt(row)?.id;
      const series = drawn[pages.indexOf(Math.floor(row / PAGE_SIZE))]?.data;
      return id === undefined || series === undefined ? undefined : (series.get(id) ?? NO_CLICKS);
    },
    failed: broken?.error ? { error: broken.error, retry: () => void broken.refetch() } : undefined,
  };
}
