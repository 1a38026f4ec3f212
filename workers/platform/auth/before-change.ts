/** What the auth library leaves open, decided before it acts: a changed password ends all other sessions, and nobody deletes an account others depend on. */
import { APIError } from 'better-auth';
import { type createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { AppError } from '#core/error/app-error.ts';

type HookContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

export interface Leaving {
  /** Asked when a person wants to delete the account. Throws when somebody else depends on it. */
  mayLeave(person: { id: string }): Promise<void>;
  /** Called before an account goes. Throws as above. */
  onLeaving(person: { id: string }): Promise<void>;
}

export async function beforeChange(context: HookContext, leaving: Leaving) {
  if (context.path === '/change-password')
    return { context: { body: { ...(context.body as object), revokeOtherSessions: true } } };
  if (context.path !== '/delete-user') return undefined;
  const current = await getSessionFromCtx(context);
  if (current) await inLibraryTerms(leaving.mayLeave(current.user));
  return undefined;
}

/** Our refusals reach the caller as the library's. */
export async function inLibraryTerms(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError && error.status < 500) throw new APIError('CONFLICT', { message: error.message });
    throw error;
  }
}
