/** Changes that are made at once: when one is refused, a toast says so. */
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { notify } from '../design/toast.tsx';
import { ApiError } from './error.ts';

/** @param failed the title of the toast when it was refused. Resolves with whether it was done. */
export async function attempt(failed: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    notify({ tone: 'danger', title: failed, text: error instanceof ApiError ? error.message : 'Try again.' });
    return false;
  }
}

/** A change after which these queries are asked again, whatever came of it. */
export function useChange<Input, Output>(change: (input: Input) => Promise<Output>, ...keys: QueryKey[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
