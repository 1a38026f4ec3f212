/** Who is signed in, and in which workspaces: the first thing the app asks. */
import { queryOptions } from '@tanstack/react-query';
import type { Me, WireWorkspace } from '#core/workspace/wire.ts';
import { account } from '../api/client.ts';
import { ApiError } from '../api/error.ts';

export interface Session {
  user: Me['user'];
  /** Runs this instance. */
  operator: boolean;
  workspaces: WireWorkspace[];
}

async function loadSession(): Promise<Session | null> {
  try {
    const [me, workspaces] = await Promise.all([account.me.$get(), account.workspaces.$get()]);
    const { user, operator } = await me.json();
    return { user, operator, workspaces: await workspaces.json() };
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/** Null means signed out. Kept until something says otherwise: a 401, a sign-in, a sign-out. */
export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: loadSession, staleTime: Infinity });
