/** What the signed-in person may do in a workspace, as the API says it; the server decides, this only hides what would be refused. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Me } from '#core/workspace/wire.ts';
import { apiFor } from '../api/client.ts';
import { useWorkspace } from '../shell/workspace.ts';

export type Permission = Me['permissions'][number];

export function permissionsQuery(workspaceId: string) {
  return queryOptions({
    queryKey: ['permissions', workspaceId],
    queryFn: async ({ signal }) =>
      (await (await apiFor(workspaceId).me.$get({}, { init: { signal } })).json()).permissions,
  });
}

/** Nothing is allowed before the answer is there; the route waits for it. */
export function useMay(): (permission: Permission) => boolean {
  const { data } = useQuery(permissionsQuery(useWorkspace().id));
  return (permission) => data?.includes(permission) ?? false;
}
