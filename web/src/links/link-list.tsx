/** The list as one long page: only the rows in sight are there, however many there are. */
import { useQuery } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import type { WireLink } from '#core/link/wire.ts';
import { classNames } from '../design/class-names.ts';
import { Skeleton } from '../design/skeleton.tsx';
import { ErrorState } from '../design/state.tsx';
import { useCanEdit, useWorkspace } from '../shell/workspace.ts';
import { foldersQuery } from './label-queries.ts';
import styles from './link-list.module.css';
import { LinkRow } from './link-row.tsx';
import { PAGE_SIZE } from './queries.ts';
import type { LinksSearch } from './search.ts';
import type { Selection } from './selection.ts';
import { useListKeys } from './use-list-keys.ts';
import { useRows } from './use-pages.ts';
import { useTop } from './use-top.ts';

/** Every row is as high, so that the scrollbar tells the truth before anything is loaded. */
const ROW_PX = 64;
/** Rows beyond the edges, ready before they are seen. */
const OVERSCAN = 8;

interface LinkListProps {
  search: LinksSearch;
  first: readonly WireLink[];
  /** Rows of the whole list. */
  rows: number;
  /** True while these rows answer an older question. */
  stale: boolean;
  selection: Selection;
}

export function LinkList({ search, first, rows, stale, selection }: LinkListProps) {
  const workspace = useWorkspace();
  const canEdit = useCanEdit();
  const list = useRef<HTMLUListElement>(null);
  const scrollMargin = useTop(list);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoises this component; the library redraws it itself
  const virtual = useWindowVirtualizer({
    count: rows,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin,
    // The head of the page stays in sight above a row that one goes back to.
    scrollPaddingStart: ROW_PX,
    scrollPaddingEnd: ROW_PX * 2,
  });
  const items = virtual.getVirtualItems();
  const pages = [...new Set(items.map(({ index }) => Math.floor(index / PAGE_SIZE)))];
  const { linkAt, seriesAt, failed } = useRows(workspace.id, search, first, pages);
  const { data: folders = [] } = useQuery(foldersQuery(workspace.id));
  const names = new Map(folders.map(({ id, name }) => [id, name]));

  const { select, onSelect } = useRowSelection(selection, linkAt);
  useListKeys({ list, rows, linkAt, scrollTo: (row) => virtual.scrollToIndex(row), select, clear: selection.clear });

  return (
    <>
      {failed && <ErrorState compact what="these links" error={failed.error} onRetry={failed.retry} />}
      <ul
        ref={list}
        className={classNames(styles.list, stale && styles.stale, selection.links.length > 0 && styles.selecting)}
        style={{ height: virtual.getTotalSize() + BORDERS_PX }}
        aria-label="Links"
        aria-busy={stale}
      >
        {items.map(({ index, start }) => {
          const link = linkAt(index);
          const selected = link !== undefined && selection.has(link.id);
          return (
            <li
              key={link?.id ?? index}
              data-row={index}
              className={styles.row}
              data-selected={selected ? '' : undefined}
              aria-setsize={rows}
              aria-posinset={index + 1}
              style={{ height: ROW_PX, transform: `translateY(${start - scrollMargin}px)` }}
            >
              {link ? (
                <LinkRow
                  row={index}
                  link={link}
                  series={seriesAt(index)}
                  folder={link.folderId === null ? undefined : names.get(link.folderId)}
                  canSelect={canEdit}
                  selected={selected}
                  onSelect={onSelect}
                />
              ) : (
                <RowBones seed={index} />
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Choosing rows one by one, or everything between two of them. */
function useRowSelection(selection: Selection, linkAt: (row: number) => WireLink | undefined) {
  const lastChosen = useRef<number>(undefined);
  const select = (row: number, link: WireLink, range: boolean) => {
    const from = lastChosen.current;
    lastChosen.current = row;
    if (!range || from === undefined) return selection.toggle(link);
    const between = Array.from({ length: Math.abs(row - from) + 1 }, (_, step) => linkAt(Math.min(row, from) + step));
    selection.add(between.filter((each) => each !== undefined));
  };
  // One function for as long as the list is there: rows that stay as they are need not be drawn again.
  const latest = useRef(select);
  useLayoutEffect(() => {
    latest.current = select;
  });
  const [onSelect] = useState(
    () =>
      (...chosen: Parameters<typeof select>) =>
        latest.current(...chosen),
  );
  return { select, onSelect };
}

/** Of the list's frame, top and bottom. */
const BORDERS_PX = 2;

/** A row whose link is on its way; widths differ so that it looks like a list. */
function RowBones({ seed }: { seed: number }) {
  const width = 120 + ((seed * 53) % 90);
  return (
    <>
      <Skeleton width={32} height={32} radius={8} />
      <div className={styles.bones}>
        <Skeleton width={width * 0.7} height={14} />
        <Skeleton width={`min(${width * 1.4}px, 90%)`} height={12} />
      </div>
    </>
  );
}

/** Before anything is known of the list. */
export function LinkListSkeleton() {
  return (
    <div role="status">
      <span className="visually-hidden">Loading links</span>
      <ul className={styles.list} style={{ height: ROW_PX * 8 + BORDERS_PX }} aria-hidden>
        {Array.from({ length: 8 }, (_, row) => (
          <li key={row} className={styles.row} style={{ height: ROW_PX, transform: `translateY(${row * ROW_PX}px)` }}>
            <RowBones seed={row} />
          </li>
        ))}
      </ul>
    </div>
  );
}
