/** What stands in the demo workspace when its picture is taken: of everything a few, the same at every run. */
import { signIn } from '../../dev/demo/account.ts';
import type { Demo } from '../../dev/demo/file.ts';
import { linkMailedTo } from '../support/mailbox.ts';
import { NameServer } from '../support/name-server.ts';
import { Receiver } from '../support/receiver.ts';

/** Behind the stack's first port; the stack itself has ten. */
const RECEIVER_PORT_OFFSET = 9;
const INVITED = 'lin@acme.example';
const BRAND_DOMAIN = 'acme.localhost';
const NEW_DOMAIN = 'go.acme.com';
/** Of the workspace in which nothing has happened yet. */
const EMPTY = 'side-project';
const DAY_MS = 86_400_000;
const PAGE_PASSWORD = 'sesame, open';

export interface Scene {
  /** Of the demo person's session, as a `Cookie` header. */
  cookie: string;
  /** What `{name}` in the address of a screen stands for. */
  places: Record<string, string>;
  close: () => void;
}

type Call = <T = unknown>(method: string, path: string, body?: object) => Promise<T>;
interface Named {
  id: string;
  name: string;
}

export async function setScene(demo: Demo): Promise<Scene> {
  const session = await signIn(demo, demo.password);
  const call = callerOf(demo, session);
  await becomeOperator(demo, call);
  await label(call);
  for (const [name, email, role] of [
    ['Grace Hopper', 'grace@acme.example', 'admin'],
    ['Ida Rhodes', 'ida@acme.example', 'viewer'],
  ] as const)
    await join(demo, call, { name, email, role });
  await makeTokens(call);
  const names = await addDomains(call);
  const [webhook, receiver] = await addWebhooks(demo, call);
  if ((await call<object[]>('GET', '/exports')).length === 0) await call('POST', '/exports', { events: 'ndjson' });
  await call('POST', '/workspaces', { name: 'Side project', slug: EMPTY });
  const workspaces = await call<{ id: string; slug: string }[]>('GET', '/workspaces');
  const top = await call<{ id: string }[]>('GET', '/links?sortBy=clicks&pageSize=1');
  return {
    cookie: session['Cookie'] ?? '',
    places: {
      workspace: workspaces.find(({ id }) => id === demo.workspaceId)?.slug ?? '',
      empty: EMPTY,
      link: top[0]?.id ?? '',
      domain: NEW_DOMAIN,
      brand: BRAND_DOMAIN,
      webhook,
      invitation: await invite(demo, call),
      ...(await aroundReports(call)),
    },
    close() {
      receiver.stop();
      names?.stop();
    },
  };
}

/** Calls as the app does. What is there already (409) is as good as made. */
function callerOf(demo: Demo, session: Record<string, string>): Call {
  return async <T>(method: string, path: string, body?: object) => {
    const response = await fetch(`${demo.apiUrl}${path}`, {
      method,
      headers: { ...session, 'x-workspace-id': demo.workspaceId, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok && response.status !== 409)
      throw new Error(`${method} ${path} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
    return (await response.json()) as T;
  };
}

/** The local stack names the demo person an operator, which holds once the address is confirmed; one link waits at the desk. */
async function becomeOperator(demo: Demo, call: Call): Promise<void> {
  const me = await call<{ user: { emailVerified?: boolean } }>('GET', '/auth/get-session');
  if (me.user.emailVerified) return;
  await call('POST', '/auth/send-verification-email', { email: demo.email, callbackURL: `${demo.webUrl}/confirmed` });
  await fetch(await linkMailedTo(demo.mailUrl, demo.email, 'Confirm your e-mail'), { redirect: 'manual' });
  const form = { link: `${demo.edgeUrl.replace('127.0.0.1', 'localhost')}/feedback`, reason: 'spam' };
  await fetch(`${demo.apiUrl}/abuse/report`, { method: 'POST', body: new URLSearchParams(form) });
}

async function label(call: Call): Promise<void> {
  for (const [name, color] of [
    ['Newsletter', 'blue'],
    ['Social', 'purple'],
    ['Print', 'green'],
    ['Partners', 'yellow'],
  ])
    await call('POST', '/tags', { name, color });
  const folders = await call<Named[]>('GET', '/folders');
  for (const name of ['Autumn launch', 'Events 2026'])
    if (!folders.some((folder) => folder.name === name)) await call('POST', '/folders', { name });
  const templates = await call<Named[]>('GET', '/utm-templates');
  if (!templates.some(({ name }) => name === 'Monthly newsletter'))
    await call('POST', '/utm-templates', {
      name: 'Monthly newsletter',
      utm_source: 'newsletter',
      utm_medium: 'email',
      utm_campaign: 'monthly',
    });
  await tune(call);
  await talk(call);
  const labels = { launch: ['Social', 'Print'], newsletter: ['Newsletter'], webinar: ['Newsletter', 'Partners'] };
  for (const [key, tagNames] of Object.entries(labels)) {
    const { id } = await call<{ id: string }>('GET', `/links/info?domain=localhost&key=${key}`);
    await call('PATCH', `/links/${id}`, { tagNames });
  }
}

/** One link with places to lead to and an end, one with two destinations to choose from. */
async function tune(call: Call): Promise<void> {
  const settings = {
    launch: {
      ios: 'https://apps.apple.com/app/acme/id123456789',
      geo: { DE: 'https://example.com/de/launch', FR: 'https://example.com/fr/lancement' },
      // A day's beginning: pictures of the same day change nothing.
      expiresAt: new Date((Math.floor(Date.now() / DAY_MS) + 30) * DAY_MS).toISOString(),
      expiredUrl: 'https://example.com/too-late',
    },
    webinar: {
      testVariants: [
        { url: 'https://example.com/webinar/register', percentage: 70 },
        { url: 'https://example.com/webinar/short-form', percentage: 30 },
      ],
    },
  };
  for (const [key, body] of Object.entries(settings)) {
    const { id } = await call<{ id: string }>('GET', `/links/info?domain=localhost&key=${key}`);
    await call('PATCH', `/links/${id}`, body);
  }
}

/** A question about the launch, and its answer. */
async function talk(call: Call): Promise<void> {
  const { id } = await call<{ id: string }>('GET', '/links/info?domain=localhost&key=launch');
  const path = `/links/${id}/comments`;
  if ((await call<object[]>('GET', path)).length > 0) return;
  const asked = await call<{ id: string }>('POST', path, {
    body: 'Legal wants the French page live before we print. Is it?',
  });
  await call('POST', path, { body: 'It went up this morning; France is led there now.', parentId: asked.id });
}

/** A segment, two notes on the last quarter, and two public pages: their keys. */
async function aroundReports(call: Call): Promise<{ shared: string; locked: string }> {
  await call('POST', '/segments', { name: 'Mobile in Germany', filters: { country: 'DE', device: 'Mobile' } });
  const notes = await call<object[]>('GET', '/annotations');
  const dayBefore = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
  if (notes.length === 0) {
    await call('POST', '/annotations', { day: dayBefore(45), text: 'Newsletter sent to 12,000 readers' });
    await call('POST', '/annotations', { day: dayBefore(13), text: 'Launch week begins' });
  }
  const before = await call<{ key: string; name: string }[]>('GET', '/shares');
  const keyOf = async (share: { name: string; password?: string }) =>
    (before.find(({ name }) => name === share.name) ?? (await call<{ key: string }>('POST', '/shares', share))).key;
  return {
    shared: await keyOf({ name: 'Autumn launch' }),
    locked: await keyOf({ name: 'Board meeting', password: PAGE_PASSWORD }),
  };
}

/** Somebody who signs up and follows an invitation; nothing when they have an account from an earlier run. */
async function join(demo: Demo, call: Call, who: { name: string; email: string; role: string }): Promise<void> {
  const signedUp = await fetch(`${demo.apiUrl}/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: demo.webUrl },
    body: JSON.stringify({ name: who.name, email: who.email, password: demo.password }),
  });
  if (!signedUp.ok) return;
  await call('POST', '/invitations', { email: who.email, role: who.role });
  const cookie = signedUp.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  await fetch(`${demo.apiUrl}/invitations/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: demo.webUrl, cookie },
    body: JSON.stringify({ token: await mailedSecret(demo, who.email) }),
  });
}

/** An invitation that waits, with the secret of its mail. A mailbox that has started anew has no mail of an earlier run. */
async function invite(demo: Demo, call: Call): Promise<string> {
  const waiting = await call<{ id: string; email: string }[]>('GET', '/invitations');
  const before = waiting.find(({ email }) => email === INVITED);
  const mails = await fetch(`${demo.mailUrl}/mail.json?to=${encodeURIComponent(INVITED)}`);
  if (before && ((await mails.json()) as object[]).length > 0) return mailedSecret(demo, INVITED);
  if (before) await call('DELETE', `/invitations/${before.id}`);
  await call('POST', '/invitations', { email: INVITED, role: 'editor' });
  return mailedSecret(demo, INVITED);
}

async function mailedSecret(demo: Demo, email: string): Promise<string> {
  const link = await linkMailedTo(demo.mailUrl, email, 'invites you');
  return new URLSearchParams(new URL(link).hash.slice(1)).get('token') ?? '';
}

async function makeTokens(call: Call): Promise<void> {
  const tokens = await call<Named[]>('GET', '/tokens');
  const wanted = [
    { name: 'Shop', scopes: ['events.write', 'links.read'], machine: true, role: 'editor' },
    { name: 'Landing pages', kind: 'publishable', allowedHosts: ['acme.com', '*.acme.com'] },
  ];
  for (const token of wanted) if (!tokens.some(({ name }) => name === token.name)) await call('POST', '/tokens', token);
}

/**
 * One domain in service and one whose DNS is half done. The DNS is answered from here when the stack was started with
 * HOPLINE_DNS_URL on this machine and the pictures are taken with the same.
 */
async function addDomains(call: Call): Promise<NameServer | undefined> {
  await call('POST', '/domains', {
    slug: BRAND_DOMAIN,
    notFoundUrl: 'https://acme.com/',
    placeholder: 'https://acme.com/shoes',
  });
  await call('POST', '/domains', { slug: NEW_DOMAIN });
  const resolver = process.env['HOPLINE_DNS_URL'];
  if (resolver === undefined) return undefined;
  const names = await NameServer.start(Number(new URL(resolver).port));
  const { records } = await call<{ records: { type: string; name: string; value: string }[] }>(
    'GET',
    `/domains/${NEW_DOMAIN}/dns`,
  );
  for (const { type, name, value } of records) if (type === 'CNAME') names.records.set(`${type} ${name}`, [value]);
  return names;
}

/** Two webhooks, one of them to a server that is down: the one whose id is answered. */
async function addWebhooks(demo: Demo, call: Call): Promise<[string, Receiver]> {
  const port = Number(new URL(demo.edgeUrl).port) + RECEIVER_PORT_OFFSET;
  const down = { status: 503, body: 'The warehouse is being moved. Back at noon.' };
  const receiver = await Receiver.start({ '/hooks/warehouse': down }, port);
  const before = await call<Named[]>('GET', '/webhooks');
  let id = before.find(({ name }) => name === 'Warehouse')?.id ?? '';
  for (const [name, path, triggers] of [
    ['Order system', 'orders', ['lead.created', 'sale.created']],
    ['Warehouse', 'warehouse', ['link.clicked', 'sale.created']],
  ] as const) {
    if (before.some((webhook) => webhook.name === name)) continue;
    const url = `http://localhost:${port}/hooks/${path}`;
    ({ id } = await call<Named>('POST', '/webhooks', { name, url, triggers }));
    for (const trigger of triggers) await call('POST', `/webhooks/${id}/test`, { trigger });
  }
  return [id, receiver];
}
