/** The workspace the current page is in, and what the signed-in person may do there. */
import { useRouteContext } from '@tanstack/react-router';
import type { WireWorkspace } from '#core/workspace/wire.ts';

export function useWorkspace(): WireWorkspace {
  return useRouteContext({ from: '/member/$workspace', select: (context) => context.workspace });
}

/** Viewers and billing see links but cannot change them; the server decides, this only hides what would be refused. */
export function useCanEdit(): boolean {
  const role = useWorkspace().users[0]?.role;
  return role === 'owner' || role === 'admin' || role === 'editor';
}

/** Owners and admins repair reports and send dead letters again. */
export function useCanAdminister(): boolean {
  const role = useWorkspace().users[0]?.role;
  return role === 'owner' || role === 'admin';
}
