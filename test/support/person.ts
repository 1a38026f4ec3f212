/** A person with a session, signed up through the api, for what only people can do. */
import type { ApiAnswer } from './api.ts';
import type { TestStack } from './stack.ts';

export interface Person {
  email: string;
  userId: string;
  /** The workspace that came with the account. */
  workspaceId: string;
  /** As a browser sends it. */
  cookie: string;
  /** Calls as the web app does; within another workspace when one is named. */
  call: (method: string, path: string, body?: unknown, workspaceId?: string) => Promise<ApiAnswer<unknown>>;
}

/** Of everybody who signs up here. */
export const PASSWORD = 'correct horse battery';

/** Another session of somebody who has signed up. */
export async function signIn(stack: Pick<TestStack, 'apiUrl' | 'webUrl'>, email: string): Promise<void> {
  const answer = await fetch(`${stack.apiUrl}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: stack.webUrl },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`Signing in answered ${answer.status}: ${await answer.text()}`);
}

export async function signUp(stack: Pick<TestStack, 'apiUrl' | 'webUrl'>): Promise<Person> {
  const email = `${crypto.randomUUID()}@people.test`;
  const answer = await fetch(`${stack.apiUrl}/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: stack.webUrl },
    body: JSON.stringify({ email, password: PASSWORD, name: 'Ada Lovelace' }),
  });
  if (!answer.ok) throw new Error(`Signing up answered ${answer.status}: ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const call: Person['call'] = async (method, path, body, workspaceId) => {
    const response = await fetch(`${stack.apiUrl}${path}`, {
      method,
      headers: {
        cookie,
        origin: stack.webUrl,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(workspaceId !== undefined && { 'x-workspace-id': workspaceId }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
    };
  };
  const me = (await call('GET', '/me')).body as { user: { id: string }; workspaceId: string };
  return { email, cookie, userId: me.user.id, workspaceId: me.workspaceId, call };
}
