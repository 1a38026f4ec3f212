/** What was said about a link, and what was changed. */
import { queryOptions } from '@tanstack/react-query';
import { apiFor } from '../api/client.ts';

export const commentsQuery = (workspaceId: string, linkId: string) =>
  queryOptions({
    queryKey: ['comments', workspaceId, linkId],
    queryFn: async ({ signal }) => {
      const answer = await apiFor(workspaceId).links[':linkId'].comments.$get(
        { param: { linkId }, query: {} },
        { init: { signal } },
      );
      return answer.json();
    },
  });

export const historyQuery = (workspaceId: string, linkId: string) =>
  queryOptions({
    queryKey: ['history', workspaceId, linkId],
    queryFn: async ({ signal }) => {
      const answer = await apiFor(workspaceId).links[':linkId'].history.$get(
        { param: { linkId }, query: {} },
        { init: { signal } },
      );
      return answer.json();
    },
    // Every change of the link is a new entry.
    staleTime: 0,
  });
