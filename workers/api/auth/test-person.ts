/** People in tests: signed up through the api as anybody is, each from an address of their own. */
import { env } from 'cloudflare:workers';
import type { Answer } from '../test-client.ts';
import { request } from '../test-client.ts';

export const WEB = (env as unknown as ApiEnv).WEB_URL as string;
export const PASSWORD = 'correct horse battery';

let addresses = 0;
let people = 0;

/** Attempts are limited per address: a fresh one each time. */
export const from = (): Record<string, string> => ({
  origin: WEB,
  'cf-connecting-ip': `198.51.${100 + Math.floor(addresses / 250)}.${(addresses++ % 250) + 1}`,
});

export function cookieOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

export interface TestPerson {
  email: string;
  cookie: string;
  setCookie: string[];
  /** Calls with the person's session, as the web app does. */
  call: <Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answer<Body>>;
}

export async function signUp(chosen: { email?: string; name?: string } = {}): Promise<TestPerson> {
  const email = chosen.email ?? `person${++people}.${crypto.randomUUID().slice(0, 8)}@acme.test`;
  const body = { email, password: PASSWORD, name: chosen.name ?? 'Ada Lovelace' };
  const { status, headers } = await request('POST', '/auth/sign-up/email', from(), body);
  if (status !== 200) throw new Error(`Signing up answered ${status}`);
  return personWith(email, headers);
}

export async function signIn(email: string, password = PASSWORD): Promise<TestPerson> {
  const { status, headers } = await request('POST', '/auth/sign-in/email', from(), { email, password });
  if (status !== 200) throw new Error(`Signing in answered ${status}`);
  return personWith(email, headers);
}

function personWith(email: string, answered: Headers): TestPerson {
  const cookie = cookieOf(answered);
  return {
    email,
    cookie,
    setCookie: answered.getSetCookie(),
    call: (method, path, body, headers = {}) => request(method, path, { ...from(), cookie, ...headers }, body),
  };
}
