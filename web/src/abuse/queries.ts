/** What the abuse desk asks the API; its operators act in no workspace. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { account, apiFor } from '../api/client.ts';
import type { Queue } from './queue.ts';

export const CASE_PAGE = 50;
export const casesKey = ['abuse'] as const;

/** The filters of the queue, as they stand in the address. */
export interface DeskSearch {
  queue?: Queue;
  workspace?: string;
}

export const casesQuery = ({ queue, workspace }: DeskSearch) =>
  infiniteQueryOptions({
    queryKey: [...casesKey, 'cases', queue ?? 'waiting', workspace ?? ''],
    queryFn: async ({ signal, pageParam }) => {
      const query = {
        pageSize: String(CASE_PAGE),
        ...(queue !== undefined && queue !== 'waiting' && { status: queue }),
        ...(workspace !== undefined && { workspace }),
        ...(pageParam !== '' && { startingAfter: pageParam }),
      };
      return (await account.abuse.cases.$get({ query }, { init: { signal } })).json();
    },
    initialPageParam: '',
    getNextPageParam: (page) => (page.length < CASE_PAGE ? undefined : page.at(-1)?.id),
  });

export const caseQuery = (caseId: string) =>
  queryOptions({
    queryKey: [...casesKey, 'case', caseId],
    queryFn: async ({ signal }) =>
      (await account.abuse.cases[':caseId'].$get({ param: { caseId } }, { init: { signal } })).json(),
  });

export const linkStandingQuery = (workspaceId: string, linkId: string) =>
  queryOptions({
    queryKey: ['appeal', workspaceId, linkId],
    queryFn: async ({ signal }) =>
      (await apiFor(workspaceId).links[':linkId'].appeal.$get({ param: { linkId } }, { init: { signal } })).json(),
  });

export const workspaceStandingQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['appeal', workspaceId],
    queryFn: async ({ signal }) =>
      (
        await apiFor(workspaceId).workspaces[':workspaceId'].appeal.$get(
          { param: { workspaceId } },
          { init: { signal } },
        )
      ).json(),
  });
