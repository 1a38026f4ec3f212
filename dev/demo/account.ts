/** The demo person, signed up through the api like anyone else, and the API token made with that session. */
import { bearer, callApi, expectOk } from './api.ts';

export const DEMO_EMAIL = 'demo@hopline.example';
const DEMO_NAME = 'Ada';
const TOKEN_NAME = 'Local demo';
/** What a tenant's own programs usually need, and what it takes to try strict mode, dead letters and repairs by hand. */
const TOKEN_SCOPES = [
  'links.read',
  'links.write',
  'tags.read',
  'tags.write',
  'folders.read',
  'folders.write',
  'analytics.read',
  'events.write',
  'domains.read',
  'domains.write',
  'workspaces.read',
  'workspaces.write',
  'audit.read',
  'webhooks.read',
  'webhooks.write',
];

export interface Place {
  apiUrl: string;
  /** Sessions are accepted from this origin only. */
  webUrl: string;
}

/** Signs in, or up when the account does not exist yet. Resolves with the session's Cookie header. */
export async function signIn(place: Place, password: string): Promise<Record<string, string>> {
  const headers = { Origin: place.webUrl };
  const body = { email: DEMO_EMAIL, password };
  const signedIn = await callApi(`${place.apiUrl}/auth/sign-in/email`, { method: 'POST', headers, body });
  const answer =
    signedIn.status < 300
      ? signedIn
      : await callApi(`${place.apiUrl}/auth/sign-up/email`, {
          method: 'POST',
          headers,
          body: { ...body, name: DEMO_NAME },
        });
  expectOk('Signing in to the demo account', answer);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { ...headers, Cookie: cookie };
}

/** The workspace that came with the account. */
export async function firstWorkspaceId(place: Place, session: Record<string, string>): Promise<string> {
  type Workspaces = { id: string }[] | { workspaces: { id: string }[] };
  const data = expectOk(
    'Listing workspaces',
    await callApi<Workspaces>(`${place.apiUrl}/workspaces`, { headers: session }),
  );
  const [first] = Array.isArray(data) ? data : data.workspaces;
  if (!first) throw new Error('The demo account has no workspace.');
  return first.id;
}

export async function createToken(place: Place, session: Record<string, string>, workspaceId: string): Promise<string> {
  const url = `${place.apiUrl}/tokens?workspaceId=${encodeURIComponent(workspaceId)}`;
  const body = { name: TOKEN_NAME, scopes: TOKEN_SCOPES };
  const data = expectOk(
    'Creating the demo token',
    await callApi<{ token: string }>(url, { method: 'POST', headers: session, body }),
  );
  return data.token;
}

/** False for a token of an earlier database, or one that was revoked. */
export async function tokenWorks(place: Place, token: string): Promise<boolean> {
  const { status } = await callApi(`${place.apiUrl}/links?pageSize=1`, { headers: bearer(token) });
  return status === 200;
}
