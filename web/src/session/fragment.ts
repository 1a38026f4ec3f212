/** Secrets of mails stand in the fragment of their links, which browsers send to nobody. */
import { useRouterState } from '@tanstack/react-router';

/** The secret of this address; empty when a mail program has cut it off. */
export function useSecret(): string {
  const hash = useRouterState({ select: (state) => state.location.hash });
  return new URLSearchParams(hash).get('token') ?? '';
}
