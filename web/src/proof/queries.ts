/** Reading the proof, and the two verbs that belong to it. */
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { apiFor } from '../api/client.ts';

/** The receipt moves with every click; it is one question to the ledger. */
const RECEIPT_EVERY_MS = 5_000;
/** The audit counts raw events id by id. */
const AUDIT_EVERY_MS = 30_000;
const LETTERS_PER_PAGE = 20;

const proofKey = (workspaceId: string) => ['proof', workspaceId] as const;

export function receiptQuery(workspaceId: string) {
  return queryOptions({
    queryKey: [...proofKey(workspaceId), 'receipt'],
    queryFn: async ({ signal }) => (await apiFor(workspaceId).receipt.$get({}, { init: { signal } })).json(),
    refetchInterval: RECEIPT_EVERY_MS,
  });
}

export function auditQuery(workspaceId: string) {
  return queryOptions({
    queryKey: [...proofKey(workspaceId), 'audit'],
    queryFn: async ({ signal }) => (await apiFor(workspaceId).audit.$get({ query: {} }, { init: { signal } })).json(),
    refetchInterval: AUDIT_EVERY_MS,
  });
}

export function lettersQuery(workspaceId: string) {
  return infiniteQueryOptions({
    queryKey: [...proofKey(workspaceId), 'letters'],
    queryFn: async ({ signal, pageParam }) => {
      const query = { limit: String(LETTERS_PER_PAGE), ...(pageParam !== '' && { before: pageParam }) };
      return (await apiFor(workspaceId)['dead-letters'].$get({ query }, { init: { signal } })).json();
    },
    initialPageParam: '',
    getNextPageParam: (page) => (page.length < LETTERS_PER_PAGE ? undefined : page.at(-1)?.id),
  });
}

export function useRepairDay(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (day: string) =>
      (await apiFor(workspaceId).audit[':day'].repair.$post({ param: { day } })).json(),
    onSettled: () => client.invalidateQueries({ queryKey: proofKey(workspaceId) }),
  });
}

export function useReplayLetter(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) =>
      (await apiFor(workspaceId)['dead-letters'][':id'].replay.$post({ param: { id } })).json(),
    onSettled: () => client.invalidateQueries({ queryKey: proofKey(workspaceId) }),
  });
}
