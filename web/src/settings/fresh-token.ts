/** A secret that was made a moment ago, for the code samples: in memory only, gone with the page. */
import type { QueryClient } from '@tanstack/react-query';
import { useQuery } from '@tanstack/react-query';

const freshKey = (workspaceId: string) => ['fresh-token', workspaceId] as const;

export function rememberFreshToken(client: QueryClient, workspaceId: string, secret: string): void {
  client.setQueryDefaults(freshKey(workspaceId), { gcTime: Number.POSITIVE_INFINITY });
  client.setQueryData(freshKey(workspaceId), secret);
}

/** Undefined unless one was made while this page is open. */
export function useFreshToken(workspaceId: string): string | undefined {
  return useQuery<string>({
    queryKey: freshKey(workspaceId),
    // There is nowhere to ask: the server keeps only a hash.
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}
