/** Getting in and out, against the auth service behind the API (docs/accounts.md). */
import { ApiError } from '../api/error.ts';
import { request } from '../api/request.ts';

/** The auth service refuses shorter ones. */
export const MIN_PASSWORD_CHARS = 8;
/** Where the link of a confirmation mail ends. */
export const CONFIRMED_PAGE = '/confirmed';
/** Where the link of the mail that deletes an account ends. */
export const GOODBYE_PAGE = '/goodbye';

/** Asks the auth service. Resolves with its answer, throws `ApiError`. */
export async function postAuth<Answer = unknown>(path: string, body: Record<string, unknown>): Promise<Answer> {
  const response = await request(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer;
}

/** As above, for what only reads. */
export async function getAuth<Answer>(path: string): Promise<Answer> {
  return (await (await request(`/api/auth/${path}`)).json()) as Answer;
}

export interface Credentials {
  email: string;
  password: string;
}

/** What comes after credentials were right: the app, a code of the second factor, or the link in a mail. */
export type Entry = 'in' | 'second-factor' | 'mail';

export async function signIn(credentials: Credentials): Promise<Entry> {
  try {
    const body = { ...credentials, callbackURL: CONFIRMED_PAGE };
    const { twoFactorRedirect } = await postAuth<{ twoFactorRedirect?: boolean }>('sign-in/email', body);
    return twoFactorRedirect ? 'second-factor' : 'in';
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'EMAIL_NOT_VERIFIED') return 'mail';
    throw error;
  }
}

export async function signUp(person: Credentials & { name: string }): Promise<Entry> {
  const { token } = await postAuth<{ token: string | null }>('sign-up/email', {
    ...person,
    callbackURL: CONFIRMED_PAGE,
  });
  return token === null ? 'mail' : 'in';
}

/** The second half of signing in. @param kind which of the two ways the code belongs to. */
export async function verifySecondFactor(kind: 'app' | 'backup', code: string, trustDevice: boolean): Promise<void> {
  const path = kind === 'app' ? 'two-factor/verify-totp' : 'two-factor/verify-backup-code';
  // People copy codes as their app groups them.
  await postAuth(path, { code: code.replaceAll(/\s/g, ''), trustDevice });
}

export async function signOut(): Promise<void> {
  await postAuth('sign-out', {});
}

export async function askForReset(email: string): Promise<void> {
  await postAuth('request-password-reset', { email });
}

export async function resetPassword(token: string, newPassword: string): Promise<void> {
  await postAuth('reset-password', { token, newPassword });
}

export async function sendConfirmation(email: string): Promise<void> {
  await postAuth('send-verification-email', { email, callbackURL: CONFIRMED_PAGE });
}

/** The auth service's short answers, as sentences that say what to do. */
const WORDS: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: 'This e-mail and password do not belong together. Check both and try again.',
  INVALID_PASSWORD: 'This is not your password. Check it and try again.',
  INVALID_TOKEN: 'This link does not work any more. Links in our mails work once, and not for long: ask for a new one.',
  INVALID_CODE: 'This code is not right. Codes change every 30 seconds: use the one your app shows now.',
  INVALID_BACKUP_CODE: 'This backup code is not right, or it was used before. Each one works once.',
  INVALID_TWO_FACTOR_COOKIE: 'You have waited too long. Sign in with your password again.',
  CHALLENGE_NOT_FOUND: 'You have waited too long. Try again.',
  PASSKEY_NOT_FOUND: 'This passkey does not belong to an account here. It may have been removed; sign in another way.',
  AUTHENTICATION_FAILED:
    'This passkey was not accepted. Its device must ask who you are: try again, or sign in another way.',
  SESSION_NOT_FRESH: 'You signed in a while ago. Sign out and in again, so that we know it is you.',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'There is an account with this address already. Sign in instead.',
};

/** In words for the person; where the auth service's own are good enough, they are kept. */
export function describeAuthError(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something unexpected happened. Try again.';
  if (error.reason && WORDS[error.reason]) return WORDS[error.reason] ?? error.message;
  if (error.status === 429) return 'Too many attempts. Wait a minute and try again.';
  return error.message;
}
