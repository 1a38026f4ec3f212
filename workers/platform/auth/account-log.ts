/** What a person does with the account itself, one row each: the choke point is the library's own after-hook, so no path is forgotten. */
import { createAuthMiddleware, isAPIError } from 'better-auth/api';
import { desc, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { newEntityId } from '#core/id/entity-id.ts';
import { accountLog } from '../d1/schema/accounts.ts';

/** Header by which the api hands its request id to the library's handlers. */
export const REQUEST_ID_HEADER = 'x-hopline-request-id';
const MAX_USER_AGENT_CHARS = 200;
/** Shown at once: weeks of an ordinary account. */
const MAX_SHOWN = 100;

export interface AccountEntry {
  id: string;
  /** account.{what} */
  action: string;
  ipHash: string | null;
  userAgent: string | null;
  createdAt: number;
}

export type NewAccountEntry = Pick<AccountEntry, 'action' | 'ipHash' | 'userAgent'> & {
  userId: string;
  requestId: string;
};

export async function recordAccount(control: D1Database, entry: NewAccountEntry, nowMs: number): Promise<void> {
  await drizzle(control)
    .insert(accountLog)
    .values({ ...entry, id: newEntityId('auditEntry', nowMs), createdAt: nowMs })
    .run();
}

/** The person's own, newest first. */
export function accountEntries(control: D1Database, userId: string): Promise<AccountEntry[]> {
  const { id, action, ipHash, userAgent, createdAt } = accountLog;
  return drizzle(control)
    .select({ id, action, ipHash, userAgent, createdAt })
    .from(accountLog)
    .where(eq(accountLog.userId, userId))
    .orderBy(desc(accountLog.id))
    .limit(MAX_SHOWN)
    .all();
}

/** What the log keeps of where a request came from. */
export function originOf(
  headers: Headers | undefined,
  hashAddress: (address: string) => string,
): Pick<NewAccountEntry, 'ipHash' | 'userAgent' | 'requestId'> {
  const address = headers?.get('cf-connecting-ip');
  return {
    ipHash: address ? hashAddress(address) : null,
    userAgent: headers?.get('user-agent')?.slice(0, MAX_USER_AGENT_CHARS) ?? null,
    requestId: headers?.get(REQUEST_ID_HEADER) ?? '',
  };
}

/** Notes each successful change and each new session. Reading leaves nothing. */
export function noteAccountChanges(
  record: (entry: NewAccountEntry) => Promise<void>,
  hashAddress: (address: string) => string,
) {
  return createAuthMiddleware(async (context) => {
    const { newSession, session, returned } = context.context;
    if (isAPIError(returned) && returned.statusCode >= 400) return;
    const userId = newSession?.user.id ?? session?.user.id;
    const changes = context.method === 'POST' || Boolean(newSession);
    // Of a deleted account nothing is kept.
    if (userId === undefined || !changes || context.path.startsWith('/delete-user/callback')) return;
    const action = `account.${context.path.split('/').filter(isWord).join('.')}`;
    await record({ userId, action, ...originOf(context.headers, hashAddress) });
  });
}

/** Parts of a path that are not parameters of it. */
function isWord(part: string): boolean {
  return part !== '' && !part.startsWith(':');
}
