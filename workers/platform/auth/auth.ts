/** Accounts and sessions: better-auth on the control database. People get in with e-mail and password; a new person gets a workspace. */
import { APIError, betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { createAuthMiddleware } from 'better-auth/api';
import { waitUntil } from 'cloudflare:workers';
import { drizzle } from 'drizzle-orm/d1';
import { newEntityId } from '#core/id/entity-id.ts';
import type { Log } from '../log/log.ts';
import { account, session, user, verification } from '../d1/schema/accounts.ts';
import { Attempts } from './attempts.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';

/** Where the library's routes live; the api rewrites its other mounts to this one. */
export const AUTH_BASE_PATH = '/api/auth';
const SESSION_SECONDS = 30 * 86_400;
/** A session in use is prolonged once a day. */
const SESSION_UPDATE_SECONDS = 86_400;
const MIN_PASSWORD_CHARS = 8;
/** Longer ones only cost hashing time. */
const MAX_PASSWORD_CHARS = 256;
const ADDRESS_WINDOW_SECONDS = 60;
/** One account is guessed from many addresses: the e-mail has its own, slower window. */
const EMAIL_WINDOW_SECONDS = 300;

export interface AuthOptions {
  control: D1Database;
  secret: string;
  /** Public origin people reach the routes through: the web app's, so that cookies are first-party. */
  baseUrl: string;
  trustedOrigins: string[];
  signUpOpen: boolean;
  attemptsPerWindow: number;
  log: Log;
  /** Called once for each new person. */
  onNewPerson(person: { id: string; name: string; email: string }): Promise<void>;
}

export type Auth = ReturnType<typeof createAuth>;

export function createAuth(options: AuthOptions) {
  const attempts = new Attempts(options.control);
  const rule = { window: ADDRESS_WINDOW_SECONDS, max: options.attemptsPerWindow };
  return betterAuth({
    appName: 'Hopline',
    secret: options.secret,
    baseURL: options.baseUrl,
    basePath: AUTH_BASE_PATH,
    trustedOrigins: options.trustedOrigins,
    database: drizzleAdapter(drizzle(options.control), {
      provider: 'sqlite',
      schema: { user, session, account, verification },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: !options.signUpOpen,
      minPasswordLength: MIN_PASSWORD_CHARS,
      maxPasswordLength: MAX_PASSWORD_CHARS,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: { expiresIn: SESSION_SECONDS, updateAge: SESSION_UPDATE_SECONDS },
    rateLimit: {
      enabled: true,
      window: ADDRESS_WINDOW_SECONDS,
      // Everything that is not an attempt: reading one's session, signing out.
      max: options.attemptsPerWindow * 30,
      customRules: { '/sign-in/*': rule, '/sign-up/*': rule, '/change-password': rule },
      customStorage: {
        get: () => Promise.resolve(null),
        set: () => Promise.resolve(),
        consume: (key, each) => attempts.consume(`address:${key}`, each),
      },
    },
    hooks: { before: limitPerEmail(attempts, Math.max(1, Math.floor(options.attemptsPerWindow / 2))) },
    databaseHooks: { user: { create: { after: (person) => options.onNewPerson(person) } } },
    advanced: {
      cookiePrefix: 'hopline',
      ipAddress: { ipAddressHeaders: ['cf-connecting-ip'] },
      database: {
        generateId: ({ model }) => (model === 'user' ? newEntityId('user', Date.now()) : crypto.randomUUID()),
      },
      backgroundTasks: { handler: waitUntil },
    },
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      log: (level, message) => options.log[level === 'error' ? 'error' : 'warn']('auth.library', { message }),
    },
  });
}

function limitPerEmail(attempts: Attempts, max: number) {
  return createAuthMiddleware(async (context) => {
    if (context.path !== '/sign-in/email') return;
    const email = (context.body as { email?: unknown } | undefined)?.email;
    if (typeof email !== 'string') return;
    const { allowed, retryAfter } = await attempts.consume(`email:${email.trim().toLowerCase()}`, {
      window: EMAIL_WINDOW_SECONDS,
      max,
    });
    if (!allowed)
      throw new APIError('TOO_MANY_REQUESTS', {
        message: `Too many attempts for this e-mail. Try again in ${retryAfter} seconds.`,
      });
  });
}
