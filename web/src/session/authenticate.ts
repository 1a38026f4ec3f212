/** Sign-in, sign-up and sign-out, against the auth service behind the API. */
import { ApiError } from '../api/error.ts';
import { request } from '../api/request.ts';

function post(path: string, body: unknown): Promise<Response> {
  return request(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export interface Credentials {
  email: string;
  password: string;
}

/** The account waits for its address to be confirmed: there is no session yet. */
export class AwaitsMail extends Error {}

export async function signIn(credentials: Credentials): Promise<void> {
  await post('sign-in/email', credentials);
}

/** Throws `AwaitsMail` where confirming the address comes first. */
export async function signUp(person: Credentials & { name: string }): Promise<void> {
  const { token } = (await (await post('sign-up/email', person)).json()) as { token: string | null };
  if (token === null) throw new AwaitsMail();
}

export async function signOut(): Promise<void> {
  await post('sign-out', {});
}

/** In words for the person; where the auth service's own are good enough, they are kept. */
export function describeAuthError(error: unknown): string {
  if (error instanceof AwaitsMail) return 'Almost there: open the link in the mail we sent you, then you are in.';
  if (!(error instanceof ApiError)) return 'Something unexpected happened. Try again.';
  if (error.status === 401) return 'This e-mail and password do not belong together. Check both and try again.';
  if (error.status === 429) return 'Too many attempts. Wait a minute and try again.';
  return error.message;
}
