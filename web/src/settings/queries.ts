/** What the settings ask the API. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { account, apiFor } from '../api/client.ts';

export const AUDIT_PAGE_ENTRIES = 50;

export const membersQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['members', workspaceId],
    queryFn: async ({ signal }) => (await apiFor(workspaceId).members.$get({}, { init: { signal } })).json(),
  });

export const invitationsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['invitations', workspaceId],
    queryFn: async ({ signal }) => (await apiFor(workspaceId).invitations.$get({}, { init: { signal } })).json(),
  });

/** Changes only with a new version of Hopline. */
export const matrixQuery = queryOptions({
  queryKey: ['matrix'],
  queryFn: async ({ signal }) => (await account.permissions.$get({}, { init: { signal } })).json(),
  staleTime: Infinity,
});

export const tokensQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['tokens', workspaceId],
    queryFn: async ({ signal }) => (await apiFor(workspaceId).tokens.$get({}, { init: { signal } })).json(),
  });

export const usageQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['usage', workspaceId],
    queryFn: async ({ signal }) => (await apiFor(workspaceId).usage.$get({}, { init: { signal } })).json(),
  });

export const plansQuery = queryOptions({
  queryKey: ['plans'],
  queryFn: async ({ signal }) => (await account.plans.$get({}, { init: { signal } })).json(),
  staleTime: Infinity,
});

export const billingQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['billing', workspaceId],
    queryFn: async ({ signal }) => (await apiFor(workspaceId).billing.$get({}, { init: { signal } })).json(),
  });

/** The filters of the audit log, as they stand in the address. */
export interface AuditSearch {
  actor?: string;
  action?: string;
  target?: string;
  requestId?: string;
  ipHash?: string;
  start?: string;
  end?: string;
}

export const auditLogQuery = (workspaceId: string, search: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ['audit-log', workspaceId, search],
    queryFn: async ({ signal, pageParam }) => {
      const query = {
        ...search,
        pageSize: String(AUDIT_PAGE_ENTRIES),
        ...(pageParam !== '' && { startingAfter: pageParam }),
      };
      return (await apiFor(workspaceId)['audit-log'].$get({ query }, { init: { signal } })).json();
    },
    initialPageParam: '',
    getNextPageParam: (page) => (page.length < AUDIT_PAGE_ENTRIES ? undefined : page.at(-1)?.id),
  });
