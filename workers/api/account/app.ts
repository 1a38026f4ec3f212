/** The routes of the person who calls. */
import type { Context } from 'hono';
import { AppError } from '#core/error/app-error.ts';
import { accountEntries, recordAccount } from '#platform/auth/account-log.ts';
import { PersonSessions } from '#platform/auth/sessions.ts';
import type { ApiContext } from '../http/context.ts';
import { endSocketsOfPerson } from '../live/end-sockets.ts';
import { createRouter } from '../http/router.ts';
import * as routes from './routes.ts';

export const accountApp = createRouter()
  .openapi(routes.signInOptionsRoute, (c) => {
    const { signUpOpen, emailFirst, providers } = c.get('services').config;
    const emailVerification = emailFirst ? ('required' as const) : ('later' as const);
    const ways = { providers: Object.keys(providers), twoFactor: true, passkeys: true };
    return c.json({ signUp: signUpOpen, emailVerification, ...ways }, 200);
  })
  .openapi(routes.listSessionsRoute, async (c) => {
    const { sessionId } = c.get('caller');
    const sessions = await sessionsOf(c).live(new Date());
    return c.json(
      sessions.map(({ id, createdAt, updatedAt, expiresAt, ipAddress, userAgent }) => ({
        id,
        current: id === sessionId,
        createdAt: createdAt.toISOString(),
        lastActiveAt: updatedAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        ipAddress: ipAddress === '' ? null : ipAddress,
        userAgent: userAgent === '' ? null : userAgent,
      })),
      200,
    );
  })
  .openapi(routes.endSessionRoute, async (c) => {
    const { id } = c.req.valid('param');
    if (!(await sessionsOf(c).end(id))) throw new AppError('not_found', 'You have no such session.');
    await endSocketsOfPerson(c.get('services'), c.get('caller').userId);
    await note(c, 'account.end-session');
    return c.json({ id }, 200);
  })
  .openapi(routes.endOtherSessionsRoute, async (c) => {
    const ended = await sessionsOf(c).endAllBut(c.get('caller').sessionId ?? '');
    await endSocketsOfPerson(c.get('services'), c.get('caller').userId);
    await note(c, 'account.end-other-sessions');
    return c.json({ ended }, 200);
  })
  .openapi(routes.activityRoute, async (c) => {
    const entries = await accountEntries(c.get('services').config.control, c.get('caller').userId);
    return c.json(
      entries.map((entry) => ({ ...entry, createdAt: new Date(entry.createdAt).toISOString() })),
      200,
    );
  });

function sessionsOf(c: Context<ApiContext>): PersonSessions {
  return new PersonSessions(c.get('services').config.control, c.get('caller').userId);
}

function note(c: Context<ApiContext>, action: string): Promise<void> {
  const { userId, trail } = c.get('caller');
  trail.entries += 1;
  const about = { userId, action, ipHash: c.get('caller').ipHash ?? null, requestId: c.get('requestId') };
  const userAgent = c.req.header('user-agent')?.slice(0, 200) ?? null;
  return recordAccount(c.get('services').config.control, { ...about, userAgent }, Date.now());
}
