/** What the pages of webhooks ask the API. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { apiFor } from '../api/client.ts';
import type { DeliveryState } from './words.ts';

const PAGE_DELIVERIES = 30;
/** Deliveries that wait are tried by themselves: the log follows them. */
const FOLLOW_MS = 10_000;

export const webhooksKey = (workspaceId: string) => ['webhooks', workspaceId] as const;

export const webhooksQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [...webhooksKey(workspaceId), 'list'],
    queryFn: async ({ signal }) => (await apiFor(workspaceId).webhooks.$get({}, { init: { signal } })).json(),
  });

export const webhookQuery = (workspaceId: string, id: string) =>
  queryOptions({
    queryKey: [...webhooksKey(workspaceId), 'one', id],
    queryFn: async ({ signal }) =>
      (await apiFor(workspaceId).webhooks[':id'].$get({ param: { id } }, { init: { signal } })).json(),
    retry: false,
  });

export const deliveriesQuery = (workspaceId: string, id: string, state: DeliveryState | undefined) =>
  infiniteQueryOptions({
    queryKey: [...webhooksKey(workspaceId), 'deliveries', id, state ?? 'all'],
    queryFn: async ({ signal, pageParam }) => {
      const query = { pageSize: String(PAGE_DELIVERIES), page: String(pageParam), ...(state && { state }) };
      const answer = await apiFor(workspaceId).webhooks[':id'].deliveries.$get(
        { param: { id }, query },
        { init: { signal } },
      );
      return answer.json();
    },
    initialPageParam: 1,
    getNextPageParam: (page, _all, number) => (page.length < PAGE_DELIVERIES ? undefined : number + 1),
    refetchInterval: FOLLOW_MS,
  });
