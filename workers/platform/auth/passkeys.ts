/**
 * Passkeys: keys in a person's device or password manager. One opens the account by itself, past password and second factor, because
 * it is something one has and its device asks for a finger, a face or a code: no key is taken whose device did not.
 */
import { passkey } from '@better-auth/passkey';
import { APIError } from 'better-auth';
import type { createAuthMiddleware } from 'better-auth/api';

type HookContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** Devices and password managers of one person. */
const MAX_PASSKEYS = 20;
const MAX_NAME_CHARS = 64;
/** Paths whose body may name a passkey. */
const NAMING_PATHS: ReadonlySet<string> = new Set(['/passkey/verify-registration', '/passkey/update-passkey']);

/** Browsers keep passkeys for names, not for addresses: on a machine of one's own the web app has both. */
const NAME_OF: Record<string, string> = { '127.0.0.1': 'localhost' };

/** @param webUrl the origin that keys are made for: those of another one open nothing here. */
export function passkeysFor(webUrl: string) {
  const url = new URL(webUrl);
  url.hostname = NAME_OF[url.hostname] ?? url.hostname;
  return passkey({
    rpID: url.hostname,
    rpName: 'Hopline',
    origin: url.origin,
    // Found by the device itself: nobody has to say first who they are, and the server does not tell who has one.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    advanced: { webAuthnChallengeCookie: 'passkey_challenge' },
    registration: {
      afterVerification: async ({ verification, user, ctx }) => {
        requireVerified(verification.registrationInfo?.userVerified);
        const where = [{ field: 'userId', value: user.id }];
        if ((await ctx.context.adapter.count({ model: 'passkey', where })) >= MAX_PASSKEYS)
          throw new APIError('FORBIDDEN', {
            message: `An account can have ${MAX_PASSKEYS} passkeys. Remove one first.`,
          });
      },
    },
    authentication: {
      afterVerification: async ({ verification }) => requireVerified(verification.authenticationInfo.userVerified),
    },
  });
}

function requireVerified(userVerified: boolean | undefined): void {
  if (userVerified === true) return;
  throw new APIError('BAD_REQUEST', {
    message: 'This device did not ask who you are. Set up its screen lock, or use another passkey.',
  });
}

/** Names are shown in a list: some text, and not too much of it. */
export function refuseUnfitName(context: Pick<HookContext, 'path' | 'body'>): void {
  if (!NAMING_PATHS.has(context.path)) return;
  const name = (context.body as { name?: unknown } | undefined)?.name;
  if (name === undefined && context.path === '/passkey/verify-registration') return;
  if (typeof name !== 'string' || name.trim() === '' || name.length > MAX_NAME_CHARS)
    throw new APIError('UNPROCESSABLE_ENTITY', { message: `name: must be 1 to ${MAX_NAME_CHARS} characters.` });
}
