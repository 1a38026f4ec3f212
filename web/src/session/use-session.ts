/** The signed-in person, inside pages that need one. */
import { useRouteContext } from '@tanstack/react-router';
import type { Session } from './session.ts';

export function useSessionUser(): Session['user'] {
  return useRouteContext({ from: '/member', select: (context) => context.session.user });
}

/** Whether the person runs this instance. */
export function useIsOperator(): boolean {
  return useRouteContext({ from: '/member', select: (context) => context.session.operator });
}

/** All workspaces of the signed-in person, oldest first. */
export function useWorkspaces(): Session['workspaces'] {
  return useRouteContext({ from: '/member', select: (context) => context.session.workspaces });
}
