/** Sign-in, sign-up and sign-out, against the auth service behind the API. */
import { ApiError } from '../api/error.ts';
import { request } from '../api/request.ts';

async function post(path: string, body: unknown): Promise<void> {
  await request(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export interface Credentials {
  email: string;
  password: string;
}

export const signIn = (credentials: Credentials) => post('sign-in/email', credentials);
export const signUp = (person: Credentials & { name: string }) => post('sign-up/email', person);
export const signOut = () => post('sign-out', {});

/** In words for the person; where the auth service's own are good enough, they are kept. */
export function describeAuthError(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something unexpected happened. Try again.';
  if (error.status === 401) return 'This e-mail and password do not belong together. Check both and try again.';
  if (error.status === 429) return 'Too many attempts. Wait a minute and try again.';
  return error.message;
}
