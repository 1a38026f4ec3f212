/** Goes into the app once a session exists: who is signed in is asked again, then the page that was wanted opens. */
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { sessionQuery } from './session.ts';

export function useEnter(): () => Promise<void> {
  const queryClient = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ from: '/guest' });
  return async () => {
    await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
    await router.navigate({ href: next ?? '/' });
  };
}
