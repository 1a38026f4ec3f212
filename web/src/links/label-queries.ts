/** Tags, folders, templates and people: what links are sorted by. All of a workspace's, since menus search them. */
import { queryOptions } from '@tanstack/react-query';
import type { WireFolder } from '#core/folder/wire.ts';
import type { WireTag } from '#core/tag/wire.ts';
import { apiFor } from '../api/client.ts';

/** As many as the API answers at once. */
const TAGS_PER_PAGE = 100;
const FOLDERS_PER_PAGE = 50;
/** Menus with more are no menus. */
const MAX_PAGES = 10;

export const tagsKey = (workspaceId: string) => ['tags', workspaceId] as const;
export const foldersKey = (workspaceId: string) => ['folders', workspaceId] as const;
export const templatesKey = (workspaceId: string) => ['utm-templates', workspaceId] as const;

async function allPages<Item>(perPage: number, read: (page: string) => Promise<Item[]>): Promise<Item[]> {
  const all: Item[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const items = await read(String(page));
    all.push(...items);
    if (items.length < perPage) break;
  }
  return all;
}

export const tagsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: tagsKey(workspaceId),
    queryFn: ({ signal }): Promise<WireTag[]> =>
      allPages(TAGS_PER_PAGE, async (page) => {
        const answer = await apiFor(workspaceId).tags.$get({ query: { page } }, { init: { signal } });
        return answer.json();
      }),
  });

export const foldersQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: foldersKey(workspaceId),
    queryFn: ({ signal }): Promise<WireFolder[]> =>
      allPages(FOLDERS_PER_PAGE, async (page) => {
        const answer = await apiFor(workspaceId).folders.$get({ query: { page } }, { init: { signal } });
        return answer.json();
      }),
  });

export const templatesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: templatesKey(workspaceId),
    queryFn: async ({ signal }) => (await apiFor(workspaceId)['utm-templates'].$get({}, { init: { signal } })).json(),
  });
