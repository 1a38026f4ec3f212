/** What an operation needs before its example can succeed, where creating things by other operations is not enough. */
import type { CapturedClick } from '#core/event/captured.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import { eventually } from '../eventually.ts';
import { runningExport } from '../worker/running-export.ts';
import { type Person, signIn, signUp } from '../person.ts';
import type { TestStack, WireLink } from '../stack.ts';
import type { Tenant } from '../tenant.ts';
import { BERLIN } from '../visit.ts';
import { ABUSE } from './arrange-abuse.ts';
import { MOVES } from './arrange-moves.ts';
import type { Cast, Request } from './cast.ts';
import type { Answer } from './contract.ts';

const DAY_MS = 86_400_000;
const INVENTED = '01KAJ2X8Q5N7V3M9T4R6W1YB0C';

/** Tokens may call these, too, but for this only people may. */
export const AS_PERSON: readonly string[] = ['POST /domains/{slug}/transfer', 'POST /links/{linkId}/transfer'];

export interface Scene {
  stack: TestStack;
  mailUrl: string;
  /** Owner of the workspace; only in scenes of operations that people alone may call. */
  person: Person | undefined;
  workspaceId: string;
  colleagueId: string;
  cast: Cast;
  send: (request: Request) => Promise<Answer>;
  call: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: unknown }>;
}

/** Returns what to change in the request. */
export type Arrange = (scene: Scene) => Promise<Partial<Request> | void>;

export const ARRANGED: Record<string, Arrange> = {
  'GET /dead-letters/{id}': async (scene) => ({ path: `/dead-letters/${await deadLetter(scene)}` }),
  'POST /dead-letters/{id}/replay': async (scene) => ({ path: `/dead-letters/${await deadLetter(scene)}/replay` }),
  'POST /exports/{exportId}/cancel': async ({ stack, cast, workspaceId }) => {
    const { id, rows } = runningExport(workspaceId);
    await stack.writeRows(rows);
    cast.know(id);
  },
  'GET /exports/{exportId}/file': async (scene) => scene.cast.know(await finishedExport(scene)),
  'GET /shared/{key}': async (scene) => ({ path: `/shared/${await shared(scene)}` }),
  'GET /shared/{key}/report': async (scene) => ({ path: `/shared/${await shared(scene)}/report` }),
  'POST /shared/{key}/unlock': async (scene) => ({ path: `/shared/${await shared(scene, 'sesame, open')}/unlock` }),
  ...ABUSE,
  ...MOVES,
  'GET /links/info': async ({ cast }) => ({ path: `/links/info?linkId=${await cast.real(`link_${INVENTED}`)}` }),
  'GET /domains/{slug}/dns': async (scene) => ({ path: `/domains/${await localDomain(scene)}/dns` }),
  'POST /domains/{slug}/verify': async (scene) => ({ path: `/domains/${await localDomain(scene)}/verify` }),
  'POST /track/click': async ({ cast }) => void (await cast.real(`link_${INVENTED}`)),
  'POST /track/visit': async ({ cast }) => void (await cast.real(`link_${INVENTED}`)),
  'POST /track/lead': leadBody,
  'POST /track/lead/client': leadBody,
  'POST /track/sale': saleBody,
  'POST /track/sale/client': saleBody,
  'GET /customers/{id}': async (scene) => ({ path: `/customers/${await customer(scene)}` }),
  'PATCH /customers/{id}': async (scene) => ({ path: `/customers/${await customer(scene)}` }),
  'DELETE /customers/{id}': async (scene) => ({ path: `/customers/${await customer(scene)}` }),
  'POST /domains/{slug}/transfer': async (scene) => ({
    body: { workspaceId: (await otherWorkspace(scene)).workspaceId },
  }),
  'POST /links/{linkId}/transfer': async (scene) => {
    const { workspaceId, domain } = await otherWorkspace(scene);
    return { body: { workspaceId, domain } };
  },
  'POST /links/{linkId}/restore': async ({ cast, call }) => {
    await call('DELETE', `/links/${await cast.real(`link_${INVENTED}`)}`);
  },
  'POST /imports/{importId}/start': importIn('checked'),
  'POST /imports/{importId}/pause': importIn('running'),
  'POST /imports/{importId}/resume': importIn('paused'),
  'POST /links/{linkId}/history/{entryId}/undo': async ({ cast, call }) => {
    const link = `/links/${await cast.real(`link_${INVENTED}`)}`;
    await call('PATCH', link, { title: 'Another title' });
    const [newest] = (await call('GET', `${link}/history`)).body as { id: string }[];
    return { path: `${link}/history/${newest?.id}/undo` };
  },
  'DELETE /folders/{id}/members/{userId}': async ({ cast, call, colleagueId }) => {
    await call('PUT', `/folders/${await cast.real(`fold_${INVENTED}`)}/members/${colleagueId}`, { level: 'write' });
  },
  'POST /workspaces/{workspaceId}/restore': async ({ call, workspaceId }) => {
    await call('DELETE', `/workspaces/${workspaceId}`);
  },
  'POST /workspaces/{workspaceId}/leave': async ({ call, workspaceId, colleagueId }) => {
    await call('POST', `/workspaces/${workspaceId}/transfer`, { userId: colleagueId });
  },
  'POST /invitations/{id}/resend': async ({ stack, cast }) => {
    const id = await cast.real(`inv_${INVENTED}`);
    // Sending again is allowed once a minute.
    await stack.writeRows([
      { database: 'CONTROL', sql: 'UPDATE invitations SET expires_at = 1 WHERE id = ?', values: [id] },
    ]);
  },
  'POST /invitations/preview': async (scene) => ({ body: { token: await invitationFor(scene, 'grace@people.test') } }),
  'POST /invitations/accept': async (scene) => {
    if (!scene.person) throw new Error('Only people accept invitations.');
    return { body: { token: await invitationFor(scene, scene.person.email) } };
  },
  'DELETE /me/sessions/{id}': async ({ call, stack, person }) => {
    if (!person) throw new Error('Only people have sessions.');
    await signIn(stack, person.email);
    const sessions = (await call('GET', '/me/sessions')).body as { id: string; current: boolean }[];
    return { path: `/me/sessions/${sessions.find(({ current }) => !current)?.id}` };
  },
};

/** Another workspace of the same owner; not the one that requests go to, which is the oldest. */
async function otherWorkspace({ stack, workspaceId }: Scene): Promise<Tenant> {
  const other = await stack.seedTenant();
  const sql = `INSERT INTO members SELECT ?, user_id, 'owner', ${Date.now() + DAY_MS} FROM members WHERE workspace_id = ? AND role = 'owner'`;
  await stack.writeRows([
    { database: 'CONTROL', sql: 'DELETE FROM members WHERE workspace_id = ?', values: [other.workspaceId] },
    { database: 'CONTROL', sql, values: [other.workspaceId, workspaceId] },
  ]);
  return other;
}

const CUSTOMER = { customerExternalId: 'user_123' };

/** A lead tells of a click that was counted. */
async function leadBody({ stack, cast, call }: Scene): Promise<Partial<Request>> {
  const id = await cast.real(`link_${INVENTED}`);
  await call('PATCH', `/links/${id}`, { trackConversion: true });
  const link = (await call('GET', `/links/info?linkId=${id}`)).body as WireLink;
  const { location } = await stack.visit(link, BERLIN);
  return { body: { ...CUSTOMER, eventName: 'Sign up', clickId: new URL(location ?? '').searchParams.get('dub_id') } };
}

/** A sale is made by somebody who was a lead. */
async function saleBody(scene: Scene): Promise<void> {
  await scene.call('POST', '/track/lead', (await leadBody(scene)).body);
}

async function customer(scene: Scene): Promise<string> {
  await saleBody(scene);
  const [found] = (await scene.call('GET', '/customers')).body as { id: string }[];
  return found?.id ?? 'nobody';
}

/** Put into the state that the step needs: reaching it by uploading and checking a file is the import tests' own story. */
function importIn(state: string): Arrange {
  return async ({ stack, cast }) => {
    const values = [state, await cast.real(`imp_${INVENTED}`)];
    await stack.writeRows([{ database: 'CONTROL', sql: 'UPDATE imports SET state = ? WHERE id = ?', values }]);
  };
}

/** A name that can be asked about without any network. */
async function localDomain({ call }: Scene): Promise<string> {
  const slug = `${crypto.randomUUID().slice(0, 8)}.localhost`;
  await call('POST', '/domains', { slug });
  return slug;
}

/** The key of a public page. */
async function shared({ call }: Scene, password?: string): Promise<string> {
  const share = { name: 'Launch', kind: 'workspace', ...(password !== undefined && { password }) };
  return ((await call('POST', '/shares', share)).body as { key: string }).key;
}

async function finishedExport({ call }: Scene): Promise<string> {
  const { id } = (await call('POST', '/exports', { events: 'none' })).body as { id: string };
  await eventually(async () => {
    const { state } = (await call('GET', `/exports/${id}`)).body as { state: string };
    if (state !== 'done') throw new Error(`The export is ${state}.`);
  });
  return id;
}

/** An event dated in the future must not be counted: it is kept as a dead letter. */
async function deadLetter({ stack, workspaceId, call }: Scene): Promise<string> {
  await stack.send({ v: 1, events: [futureClick(workspaceId)] });
  return eventually(async () => {
    const [letter] = (await call('GET', '/dead-letters')).body as { id: string }[];
    if (!letter) throw new Error('The event was not kept as a dead letter.');
    return letter.id;
  });
}

function futureClick(workspaceId: string): CapturedClick {
  const names = { linkId: 'link_early', domain: 'go.acme.test', key: 'early', url: 'https://acme.test/' };
  const visitor = { visitor: '', ua: '', referer: '', language: '' };
  const geo = { country: '', continent: '', region: '', city: '', asn: 0 };
  const choice = { trigger: 'link' as const, signs: [], rule: '', variant: '' };
  const ts = Date.now() + DAY_MS;
  return { type: 'click', id: uuidv7(Date.now()), ts, workspaceId, ...names, ...visitor, geo, ...choice };
}

/** Somebody else's workspace invites; the secret is in the mail. */
async function invitationFor({ stack, mailUrl }: Scene, email: string): Promise<string> {
  const host = await signUp(stack);
  await host.call('POST', '/invitations', { email });
  return eventually(async () => {
    const mails = (await (await fetch(`${mailUrl}/mail.json?to=${email}`)).json()) as { text: string }[];
    const token = /#token=([^\s&]+)/.exec(mails.find(({ text }) => text.includes('#token='))?.text ?? '')?.[1];
    if (token === undefined) throw new Error(`No invitation was sent to ${email}`);
    return token;
  });
}
