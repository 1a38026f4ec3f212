/** Whether a key is free, asked a moment after one has stopped typing. An answer of that moment: only saving takes it. */
import { useQuery } from '@tanstack/react-query';
import { ApiError } from '../api/error.ts';
import { apiFor } from '../api/client.ts';
import { useSettled } from './use-settled.ts';

const PAUSE_MS = 250;
/** Somebody else may take it meanwhile. */
const FRESH_MS = 10_000;

export type KeyState = { is: 'idle' | 'asking' | 'free' } | { is: 'taken'; why: string };

/** An empty key is nobody's business. */
export function useKeyState(workspaceId: string, domain: string, key: string): KeyState {
  const name = useSettled(key, PAUSE_MS);
  const found = useQuery({
    queryKey: ['key', workspaceId, domain, name],
    queryFn: async ({ signal }) => {
      const query = { key: name, ...(domain && { domain }) };
      return (await apiFor(workspaceId).links.exists.$get({ query }, { init: { signal } })).json();
    },
    enabled: name !== '',
    staleTime: FRESH_MS,
    retry: false,
  });
  if (key === '') return { is: 'idle' };
  if (key !== name || found.isPending) return { is: 'asking' };
  if (found.data) {
    if (!found.data.exists) return { is: 'free' };
    return { is: 'taken', why: `“${found.data.key}” is taken on ${found.data.domain}. Choose another key.` };
  }
  // What cannot be a key is said at once; a server that does not answer is no fault of the key.
  if (found.error instanceof ApiError && found.error.status === 422)
    return { is: 'taken', why: found.error.message.replace(/^key: (.)/, (_all, first: string) => first.toUpperCase()) };
  return { is: 'idle' };
}
