/** The list of links: search in the address bar, counts that move as clicks happen. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import { ErrorState } from '../design/state.tsx';
import { Page } from '../shell/page.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { LinkList, LinkListSkeleton } from './link-list.tsx';
import { NoLinks, NothingFound } from './no-links.tsx';
import { NewLinkButton } from './new-link-button.tsx';
import { linkListQuery } from './queries.ts';
import { SearchBox } from './search-box.tsx';

export function Links() {
  const workspace = useWorkspace();
  const { q = '' } = useSearch({ from: '/member/$workspace/links' });
  const navigate = useNavigate({ from: '/$workspace/links' });
  const setSearch = (text: string) => void navigate({ search: text ? { q: text } : {}, replace: true });
  const search = useDeferredValue(q);

  return (
    <Page title="Links" actions={<NewLinkButton />}>
      <SearchBox value={q} onChange={setSearch} />
      <Found key={workspace.id} workspaceId={workspace.id} search={search} onClear={() => setSearch('')} />
    </Page>
  );
}

function Found({ workspaceId, search, onClear }: { workspaceId: string; search: string; onClear: () => void }) {
  const links = useInfiniteQuery({ ...linkListQuery(workspaceId, search), placeholderData: (before) => before });
  if (links.isPending) return <LinkListSkeleton />;
  if (links.isError && !links.data)
    return <ErrorState what="your links" error={links.error} onRetry={() => void links.refetch()} />;
  const all = links.data.pages.flat();
  if (all.length === 0) return search ? <NothingFound search={search} onClear={onClear} /> : <NoLinks />;
  return (
    <LinkList
      links={all}
      stale={links.isPlaceholderData}
      hasMore={links.hasNextPage}
      loadingMore={links.isFetchingNextPage}
      failedMore={links.isFetchNextPageError}
      onMore={() => void links.fetchNextPage()}
    />
  );
}
