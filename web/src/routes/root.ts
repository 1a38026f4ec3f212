/** The roots of the map: everybody's pages, and those of people who are signed in. */
import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router';
import { sessionQuery } from '../session/session.ts';
import { MissingPage } from '../shell/fallbacks.tsx';

export interface RouterContext {
  queryClient: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({ notFoundComponent: MissingPage });

/** Only addresses of this app: a full one would let a forged link send people elsewhere after they sign in. */
export function parseNext(value: unknown): { next?: string } {
  return typeof value === 'string' && /^\/[^/\\]/.test(value) ? { next: value } : {};
}

export const memberRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'member',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/sign-in', search: parseNext(location.href) });
    return { session };
  },
});
