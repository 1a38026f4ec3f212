/** The list of links: filters and order in the address bar, counts that move as clicks happen. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useDeferredValue } from 'react';
import { SearchField } from '../shell/search-field.tsx';
import { ErrorState } from '../design/state.tsx';
import { Page } from '../shell/page.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { FilterBar } from './filter-bar.tsx';
import { MAX_SEARCH_CHARS } from './limits.ts';
import { LinkList, LinkListSkeleton } from './link-list.tsx';
import { ListFoot } from './list-foot.tsx';
import { MoreMenu } from './more-menu.tsx';
import { NewLinkButton } from './new-link-button.tsx';
import { NoLinks, NothingFound } from './no-links.tsx';
import { isFiltered, type LinksSearch } from './search.ts';
import { useSelection } from './selection.ts';
import { useFirstPage } from './use-pages.ts';

/** Comes with the first link that is selected. */
const BulkBar = lazy(async () => ({ default: (await import('./bulk-bar.tsx')).BulkBar }));

export function Links() {
  const workspace = useWorkspace();
  const search = useSearch({ from: '/member/$workspace/links' });
  const navigate = useNavigate({ from: '/$workspace/links' });
  const change = (next: LinksSearch) => void navigate({ search: next, replace: true });
  const setText = (text: string) => {
    const { q: _before, ...others } = search;
    change(text ? { ...others, q: text } : others);
  };
  return (
    <Page
      title="Links"
      actions={
        <>
          <MoreMenu search={search} />
          <NewLinkButton />
        </>
      }
    >
      <SearchField
        value={search.q ?? ''}
        onChange={setText}
        label="Search links"
        placeholder="Search by key, destination or note"
        shortcut={{ does: 'Search the list', where: 'Links' }}
        maxLength={MAX_SEARCH_CHARS}
      />
      <FilterBar search={search} onChange={change} />
      <Found key={workspace.id} search={useDeferredValue(search)} onClear={() => change({})} />
    </Page>
  );
}

function Found({ search, onClear }: { search: LinksSearch; onClear: () => void }) {
  const { id } = useWorkspace();
  const { first, total, rows } = useFirstPage(id, search);
  const selection = useSelection();
  if (first.isPending) return <LinkListSkeleton />;
  if (first.isError && !first.data)
    return <ErrorState what="your links" error={first.error} onRetry={() => void first.refetch()} />;
  if (rows === 0) return isFiltered(search) ? <NothingFound search={search} onClear={onClear} /> : <NoLinks />;
  return (
    <>
      <LinkList search={search} first={first.data} rows={rows} stale={first.isPlaceholderData} selection={selection} />
      <ListFoot total={total} rows={rows} />
      {selection.links.length > 0 && (
        <Suspense>
          <BulkBar search={search} total={total} selection={selection} />
        </Suspense>
      )}
    </>
  );
}
