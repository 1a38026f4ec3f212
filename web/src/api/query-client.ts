/** How server state is cached, retried and refreshed. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './error.ts';

/** Live frames keep counts fresh; this only bounds everything else. */
const FRESH_MS = 30_000;
/** Passing troubles are tried again twice before the page says so. */
const MAX_RETRIES = 2;

/** `onSignedOut` runs when the API no longer knows the session. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof ApiError && error.status === 401) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < MAX_RETRIES && error instanceof ApiError && error.passing,
        // Offline, the error with its retry button is more honest than a skeleton that never ends.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
