/** What surrounds reports and is kept: segments, notes on days, shared pages, reports by mail. */
import { queryOptions } from '@tanstack/react-query';
import { apiFor } from '../api/client.ts';

export const segmentsKey = (workspaceId: string) => ['segments', workspaceId] as const;
export const notesKey = (workspaceId: string) => ['annotations', workspaceId] as const;
export const sharesKey = (workspaceId: string) => ['shares', workspaceId] as const;
export const schedulesKey = (workspaceId: string) => ['schedules', workspaceId] as const;

export const segmentsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: segmentsKey(workspaceId),
    queryFn: async ({ signal }) => (await apiFor(workspaceId).segments.$get({}, { init: { signal } })).json(),
  });

/** All of the workspace: there are a thousand at most, and a chart shows those of its days. */
export const notesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: notesKey(workspaceId),
    queryFn: async ({ signal }) =>
      (await apiFor(workspaceId).annotations.$get({ query: {} }, { init: { signal } })).json(),
  });

export const sharesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: sharesKey(workspaceId),
    queryFn: async ({ signal }) => (await apiFor(workspaceId).shares.$get({}, { init: { signal } })).json(),
  });

export const schedulesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: schedulesKey(workspaceId),
    queryFn: async ({ signal }) => (await apiFor(workspaceId).schedules.$get({}, { init: { signal } })).json(),
  });
