/** How often somebody may try: per address by the library, per e-mail by a hook of ours, because one account is guessed from many addresses. */
import { APIError } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import type { AttemptRule, Attempts } from './attempts.ts';

const ADDRESS_WINDOW_SECONDS = 60;
/** The e-mail has its own, slower window. */
const EMAIL_WINDOW_SECONDS = 300;
/** Paths where something is guessed, or a mail is caused. */
const ATTEMPT_PATHS = [
  '/sign-in/*',
  '/sign-up/*',
  '/change-password',
  '/change-email',
  '/delete-user',
  '/request-password-reset',
  '/reset-password',
  '/send-verification-email',
  '/two-factor/*',
  '/passkey/generate-authenticate-options',
  '/passkey/generate-register-options',
  '/passkey/verify-authentication',
  '/passkey/verify-registration',
];
/** Reading one's session and signing out are no attempts. */
const OTHERS_PER_ATTEMPT = 30;
/** Where a body names an e-mail: guessing its password, or filling its mailbox. */
const PATHS_WITH_EMAIL: ReadonlySet<string> = new Set([
  '/sign-in/email',
  '/request-password-reset',
  '/send-verification-email',
]);

/** @param max attempts per minute from one address. */
export function addressLimits(attempts: Attempts, max: number) {
  const rule: AttemptRule = { window: ADDRESS_WINDOW_SECONDS, max };
  return {
    enabled: true,
    window: ADDRESS_WINDOW_SECONDS,
    max: max * OTHERS_PER_ATTEMPT,
    customRules: Object.fromEntries(ATTEMPT_PATHS.map((path) => [path, rule])),
    customStorage: {
      get: () => Promise.resolve(null),
      set: () => Promise.resolve(),
      consume: (key: string, each: AttemptRule) => attempts.consume(`address:${key}`, each),
    },
  };
}

/** @param max attempts per five minutes for one e-mail, whether an account has it or not. */
export function emailLimit(attempts: Attempts, max: number) {
  return createAuthMiddleware(async (context) => {
    if (!PATHS_WITH_EMAIL.has(context.path)) return;
    const email = (context.body as { email?: unknown } | undefined)?.email;
    if (typeof email !== 'string') return;
    const { allowed, retryAfter } = await attempts.consume(`email:${context.path}:${email.trim().toLowerCase()}`, {
      window: EMAIL_WINDOW_SECONDS,
      max,
    });
    if (!allowed)
      throw new APIError('TOO_MANY_REQUESTS', {
        message: `Too many attempts for this e-mail. Try again in ${retryAfter} seconds.`,
      });
  });
}
