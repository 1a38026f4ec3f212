/** The app's map: every address and what it needs, put together from `routes/`. */
import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { guestRoutes } from './routes/guest.ts';
import { memberRoutes } from './routes/member.ts';
import { memberRoute, rootRoute } from './routes/root.ts';
import { settingsRoutes } from './routes/settings.ts';
import { workspaceRoute, workspaceRoutes } from './routes/workspace.ts';
import { FailedPage, PendingPage } from './shell/fallbacks.tsx';

const routeTree = rootRoute.addChildren([
  ...guestRoutes,
  memberRoute.addChildren([...memberRoutes, workspaceRoute.addChildren([...workspaceRoutes, settingsRoutes])]),
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    // The query client decides what is fresh; a second cache would disagree with it.
    defaultPreloadStaleTime: 0,
    defaultPendingComponent: PendingPage,
    defaultErrorComponent: FailedPage,
    scrollRestoration: true,
  });
}

/** The code of the addressed screen comes while the session is asked for, not after it. */
export function fetchScreen(router: ReturnType<typeof createAppRouter>): void {
  for (const { routeId } of router.matchRoutes(router.parseLocation(router.history.location))) {
    const route = router.routesById[routeId as keyof typeof router.routesById];
    // What fails here is asked for again, and told, where it is needed.
    router.loadRouteChunk(route)?.catch(() => {});
  }
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
