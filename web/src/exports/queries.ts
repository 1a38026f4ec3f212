/** What the page of exports asks the API. */
import { queryOptions } from '@tanstack/react-query';
import { API_BASE, apiFor } from '../api/client.ts';

/** While one is being written. */
const FOLLOW_MS = 2_000;

export const exportsKey = (workspaceId: string) => ['exports', workspaceId] as const;

export const exportsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: exportsKey(workspaceId),
    queryFn: async ({ signal }) => (await apiFor(workspaceId).exports.$get({}, { init: { signal } })).json(),
    refetchInterval: ({ state }) => (state.data?.some((each) => each.state === 'running') ? FOLLOW_MS : false),
  });

/** A download is an address: the browser asks for it by itself, with the session's cookie. Without a name it is the whole ZIP. */
export function downloadUrl(workspaceId: string, exportId: string, name?: string): string {
  const query = new URLSearchParams({ workspaceId, ...(name !== undefined && { name }) });
  return `${API_BASE}/exports/${encodeURIComponent(exportId)}/file?${query.toString()}`;
}
