/**
 * Accounts and sessions: better-auth on the control database. People get in with e-mail and password, a second factor where they
 * want one, a passkey, or an account elsewhere that is configured; a new person gets a workspace.
 */
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { createAuthMiddleware, isAPIError } from 'better-auth/api';
import { twoFactor as twoFactorPlugin } from 'better-auth/plugins/two-factor';
import { waitUntil } from 'cloudflare:workers';
import { drizzle } from 'drizzle-orm/d1';
import { newEntityId } from '#core/id/entity-id.ts';
import type { Post } from '#core/mail/compose.ts';
import type { Log } from '../log/log.ts';
import { account, passkey, session, twoFactor, user, verification } from '../d1/schema/accounts.ts';
import { type NewAccountEntry, noteAccountChanges, originOf, recordAccount } from './account-log.ts';
import { beforeChange, inLibraryTerms, type Leaving } from './before-change.ts';
import { accountMail } from './account-mail.ts';
import { Attempts } from './attempts.ts';
import { addressLimits, emailLimit } from './limits.ts';
import type { Provider } from './providers.ts';
import { passkeysFor, refuseUnfitName } from './passkeys.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';

/** Where the library's routes live; the api rewrites its other mounts to this one. */
export const AUTH_BASE_PATH = '/api/auth';
const SESSION_SECONDS = 30 * 86_400;
/** A session in use is prolonged once a day. */
const SESSION_UPDATE_SECONDS = 86_400;
const MIN_PASSWORD_CHARS = 8;
/** Longer ones only cost hashing time. */
const MAX_PASSWORD_CHARS = 256;
const RESET_SECONDS = 3_600;
const CONFIRM_SECONDS = 86_400;
const PASSKEY_ADDED = '/passkey/verify-registration';
/** Our own routes show sessions without their tokens; codes by mail are no second factor beside a password reset by mail. */
const DISABLED_PATHS = [
  '/list-sessions',
  '/revoke-session',
  '/two-factor/send-otp',
  '/two-factor/verify-otp',
  '/get-access-token',
  '/refresh-token',
  '/account-info',
];

export interface AuthOptions extends Leaving {
  control: D1Database;
  secret: string;
  /** Public origin people reach the routes through: the web app's, so that cookies are first-party. */
  baseUrl: string;
  trustedOrigins: string[];
  signUpOpen: boolean;
  /** True: nobody comes in before the address is confirmed, and signing up does not tell whether an account exists. */
  emailFirst: boolean;
  attemptsPerWindow: number;
  /** Accounts elsewhere that people can sign in with. */
  providers: Partial<Record<Provider, { clientId: string; clientSecret: string }>>;
  log: Log;
  post: Post;
  hashAddress: (address: string) => string;
  /** Called once for each new person. */
  onNewPerson(person: { id: string; name: string; email: string }): Promise<void>;
  /** Called when all of a person's sessions, or all but the present one, have ended. */
  onSignedOut: (userId: string) => Promise<void>;
}

export type Auth = ReturnType<typeof createAuth>;

export function createAuth(options: AuthOptions) {
  const { control, log } = options;
  const attempts = new Attempts(control);
  const mail = accountMail(options.post, options.baseUrl);
  const record: Recorder = (entry) => recordAccount(control, entry, Date.now());
  const limitEmail = emailLimit(attempts, Math.max(1, Math.floor(options.attemptsPerWindow / 2)));
  const note = noteAccountChanges(record, options.hashAddress);
  return betterAuth({
    appName: 'Hopline',
    secret: options.secret,
    baseURL: options.baseUrl,
    basePath: AUTH_BASE_PATH,
    trustedOrigins: options.trustedOrigins,
    disabledPaths: DISABLED_PATHS,
    database: drizzleAdapter(drizzle(control), {
      provider: 'sqlite',
      schema: { user, session, account, verification, twoFactor, passkey },
    }),
    emailAndPassword: passwords(options, mail, record),
    emailVerification: {
      sendVerificationEmail: mail.verify,
      sendOnSignUp: true,
      sendOnSignIn: options.emailFirst,
      autoSignInAfterVerification: true,
      expiresIn: CONFIRM_SECONDS,
    },
    user: changes(options, mail),
    socialProviders: socialProviders(options),
    plugins: [twoFactorPlugin({ issuer: 'Hopline' }), passkeysFor(options.baseUrl)],
    session: { expiresIn: SESSION_SECONDS, updateAge: SESSION_UPDATE_SECONDS },
    rateLimit: addressLimits(attempts, options.attemptsPerWindow),
    hooks: {
      before: createAuthMiddleware(async (context) => {
        await limitEmail(context);
        refuseUnfitName(context);
        return beforeChange(context, options);
      }),
      after: createAuthMiddleware(async (context) => {
        await note(context);
        const person = context.context.session?.user;
        if (isAPIError(context.context.returned) || !person) return;
        if (context.path === PASSKEY_ADDED) mail.passkeyAdded(person.email);
        if (context.path !== '/change-password') return;
        mail.passwordChanged(person.email);
        await options.onSignedOut(person.id);
      }),
    },
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
      log: (level, message) => log[level === 'error' ? 'error' : 'warn']('auth.library', { message }),
    },
  });
}

type AccountMail = ReturnType<typeof accountMail>;
type Recorder = (entry: NewAccountEntry) => Promise<void>;

function passwords(
  { signUpOpen, emailFirst, hashAddress, onSignedOut }: AuthOptions,
  mail: AccountMail,
  record: Recorder,
) {
  return {
    enabled: true,
    disableSignUp: !signUpOpen,
    requireEmailVerification: emailFirst,
    minPasswordLength: MIN_PASSWORD_CHARS,
    maxPasswordLength: MAX_PASSWORD_CHARS,
    password: { hash: hashPassword, verify: verifyPassword },
    sendResetPassword: mail.reset,
    resetPasswordTokenExpiresIn: RESET_SECONDS,
    revokeSessionsOnPasswordReset: true,
    onExistingUserSignUp: mail.existing,
    onPasswordReset: async ({ user: person }: { user: { id: string; email: string } }, request?: Request) => {
      mail.passwordChanged(person.email);
      const from = originOf(request?.headers, hashAddress);
      await record({ userId: person.id, action: 'account.reset-password', ...from });
      await onSignedOut(person.id);
    },
  };
}

function changes(options: AuthOptions, mail: AccountMail) {
  return {
    changeEmail: { enabled: true, sendChangeEmailConfirmation: mail.changeAddress },
    deleteUser: {
      enabled: true,
      sendDeleteAccountVerification: mail.deleteAccount,
      beforeDelete: (person: { id: string }) => inLibraryTerms(options.onLeaving(person)),
      deleteTokenExpiresIn: CONFIRM_SECONDS,
    },
  };
}

/** Closed sign-up is closed for those, too. */
function socialProviders({ providers, signUpOpen }: AuthOptions) {
  return Object.fromEntries(
    Object.entries(providers).map(([name, keys]) => [name, { ...keys, disableSignUp: !signUpOpen }]),
  );
}
