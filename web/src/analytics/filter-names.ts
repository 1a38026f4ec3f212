/** What the values of a filter are called: ids of links, folders and tags by their names. */
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { WireLink } from '#core/link/wire.ts';
import { displayUrl } from '../format/address.ts';
import { foldersQuery, tagsQuery } from '../links/label-queries.ts';
import { knownLink, linkQuery } from '../links/queries.ts';
import { useAnalytics } from './analytics-context.ts';
import { valueWords } from './dimension.ts';
import { useRegionNames } from '../format/region-names.ts';
import type { Filter } from './search.ts';

/** A chip names two at most. */
const MOST_NAMED = 2;

/** As many as the filter has values, in their order; ids until they are known. */
export function useFilterNames({ name, values }: Filter): string[] {
  const { workspaceId, search } = useAnalytics();
  const regions = useRegionNames(name === 'region');
  const client = useQueryClient();
  const folders = useQuery({ ...foldersQuery(workspaceId), enabled: name === 'folderId' });
  const tags = useQuery({ ...tagsQuery(workspaceId), enabled: name === 'tagId' });
  const links = useQueries({
    queries: (name === 'linkId' ? values.slice(0, MOST_NAMED) : []).map((id) => ({
      ...linkQuery(workspaceId, id),
      placeholderData: () => knownLink(client, workspaceId, id),
    })),
  });
  return values.map((value, index) => {
    if (name === 'linkId') return nameOfLink(links[index]?.data);
    if (name === 'folderId' && value === 'unsorted') return 'none';
    if (name === 'folderId') return folders.data?.find(({ id }) => id === value)?.name ?? 'a folder';
    if (name === 'tagId') return tags.data?.find(({ id }) => id === value)?.name ?? 'a tag';
    if (name === 'region') return regions?.get(`${search.country?.toUpperCase()}-${value}`) ?? value;
    return valueWords(name, value);
  });
}

const nameOfLink = (link: WireLink | undefined) => (link ? displayUrl(link.shortLink) : 'a link');
