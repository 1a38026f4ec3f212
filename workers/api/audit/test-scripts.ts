/** How to call each operation of the document so that it succeeds, where its schemas alone do not tell. */
import { expect } from 'vitest';
import { newCustomer } from '#core/event/testing/conversion.ts';
import { newEntityId } from '#core/id/entity-id.ts';
import { WorkspaceCustomers } from '#platform/d1/links/customers.ts';
import type { Scripts } from '#test/openapi/scene.ts';
import { testEnv } from '#test/worker/env.ts';
import { linkIn, mailTo } from '#test/worker/mail.ts';
import { seedLink, writeRows } from '#test/worker/seed.ts';
import { runningExport } from '#test/worker/running-export.ts';
import { newTenant } from '../../../test/support/tenant.ts';
import { signIn, signUp, type TestPerson } from '../auth/test-person.ts';
import { captured, deadLetter } from '../dead/test-events.ts';

export interface Owner extends TestPerson {
  workspaceId: string;
  userId: string;
  domain: string;
}

/** An owner with a domain: whatever the document offers, they may do. */
export async function owner(): Promise<Owner> {
  const person = await signUp();
  const { body } = await person.call<{ workspaceId: string; user: { id: string } }>('GET', '/me');
  const domain = `${crypto.randomUUID()}.test`;
  const now = Date.now();
  const sql = `INSERT INTO domains (id, slug, workspace_id, verified, is_primary, created_at, updated_at) VALUES (?, ?, ?, 1, 1, ?, ?)`;
  const values = [newEntityId('domain', now), domain, body.workspaceId, now, now];
  await writeRows([{ database: 'CONTROL', sql, values }]);
  return { ...person, workspaceId: body.workspaceId, userId: body.user.id, domain };
}

export function scriptsOf(person: Owner): Scripts {
  return {
    ...ofLinks(person),
    ...ofLabels(person),
    ...ofDomains(person),
    ...ofWorkspaces(person),
    ...ofInvitations(person),
    ...ofEvents(person),
    ...ofImports(person),
    'POST /exports/{exportId}/cancel': async () => {
      const { id, rows } = runningExport(person.workspaceId);
      await writeRows(rows);
      return { path: `/exports/${id}/cancel` };
    },
    ...ofCustomers(person),
    ...ofWebhooks(person),
    ...ofAppeals(person),
    'POST /tokens': () => ({ path: '/tokens', body: { name: 'x', scopes: ['links.read'] } }),
    'DELETE /me/sessions/{id}': async () => {
      await signIn(person.email);
      const { body } = await person.call<{ id: string; current: boolean }[]>('GET', '/me/sessions');
      return { path: `/me/sessions/${body.find(({ current }) => !current)?.id}` };
    },
  };
}

/** Nothing runs imports here, so each is put into the state that the step needs. */
function ofImports({ call }: Owner): Scripts {
  const inState = async (state: string): Promise<string> => {
    const id = await made(call, '/imports', { format: 'csv', name: 'links.csv' });
    await testEnv.CONTROL.prepare('UPDATE imports SET state = ? WHERE id = ?').bind(state, id).run();
    return id;
  };
  const step = (verb: string, state: string) => async () => ({ path: `/imports/${await inState(state)}/${verb}` });
  return {
    'PUT /imports/{importId}/file': async () => ({
      path: `/imports/${await inState('waiting')}/file`,
      body: 'url',
      headers: { 'content-length': String('url'.length) },
    }),
    'POST /imports/{importId}/start': step('start', 'checked'),
    'POST /imports/{importId}/pause': step('pause', 'running'),
    'POST /imports/{importId}/resume': step('resume', 'paused'),
  };
}

type Call = TestPerson['call'];

async function made(call: Call, path: string, body: object, headers?: Record<string, string>): Promise<string> {
  const answer = await call<{ id: string }>('POST', path, body, headers);
  expect([path, answer.status < 300]).toEqual([path, true]);
  return answer.body.id;
}

const aLink = (call: Call): Promise<string> => made(call, '/links', { url: 'https://a.test' });

async function aHost(call: Call, headers?: Record<string, string>): Promise<string> {
  const slug = `${crypto.randomUUID()}.localhost`;
  await made(call, '/domains', { slug }, headers);
  return slug;
}

async function aMember(workspaceId: string): Promise<string> {
  const other = await signUp();
  const { body } = await other.call<{ user: { id: string } }>('GET', '/me');
  const values = [workspaceId, body.user.id, 'viewer', Date.now()];
  await writeRows([{ database: 'CONTROL', sql: 'INSERT INTO members VALUES (?, ?, ?, ?)', values }]);
  return body.user.id;
}

function ofLinks({ call }: Owner): Scripts {
  const title = { title: 'x' };
  return {
    'PATCH /links/bulk': async () => ({ path: '/links/bulk', body: { linkIds: [await aLink(call)], data: title } }),
    'DELETE /links/bulk': async () => ({ path: `/links/bulk?linkIds=${await aLink(call)}` }),
    'PATCH /links/{linkId}': async () => ({ path: `/links/${await aLink(call)}`, body: title }),
    'PUT /links/order': async () => ({ path: '/links/order', body: { linkIds: [await aLink(call)] } }),
    'POST /links/{linkId}/restore': async () => {
      const id = await aLink(call);
      await call('DELETE', `/links/${id}`);
      return { path: `/links/${id}/restore` };
    },
    'POST /links/{linkId}/history/{entryId}/undo': async () => {
      const id = await aLink(call);
      await call('PATCH', `/links/${id}`, title);
      const { body } = await call<{ id: string }[]>('GET', `/links/${id}/history`);
      return { path: `/links/${id}/history/${body[0]?.id}/undo` };
    },
    'POST /links/{linkId}/transfer': async () => {
      const workspaceId = await made(call, '/workspaces', { name: 'Another one' });
      const domain = await aHost(call, { 'x-workspace-id': workspaceId });
      return { path: `/links/${await aLink(call)}/transfer`, body: { workspaceId, domain } };
    },
  };
}

/** Only what is blocked can be appealed against. */
function ofAppeals({ call, workspaceId }: Owner): Scripts {
  const body = { text: 'The page is our own: see the imprint.' };
  const now = Date.now();
  const inForce = (kind: 'link' | 'workspace', subject: string): Promise<void> =>
    writeRows([
      {
        database: 'CONTROL',
        sql: `INSERT INTO abuse_cases (id, kind, subject, workspace_id, short_link, address, score, signals, origin, status, opened_at, updated_at)
          VALUES (?, ?, ?, ?, '', '', 0, '[]', 'operator', ?, ?, ?)`,
        values: [
          newEntityId('case', now),
          kind,
          subject,
          workspaceId,
          kind === 'link' ? 'blocked' : 'quarantined',
          now,
          now,
        ],
      },
    ]);
  return {
    'POST /links/{linkId}/appeal': async () => {
      const id = await aLink(call);
      const sql = `UPDATE links SET settings = '{"blocked":{"since":1,"reason":"spam"}}' WHERE id = ?`;
      for (const database of ['LINKS_0', 'LINKS_1'] as const) await writeRows([{ database, sql, values: [id] }]);
      await inForce('link', id);
      return { path: `/links/${id}/appeal`, body };
    },
    'POST /workspaces/{workspaceId}/appeal': async () => {
      const sql = `UPDATE workspaces SET quarantined_at = 1, quarantine_reason = 'spam' WHERE id = ?`;
      await writeRows([{ database: 'CONTROL', sql, values: [workspaceId] }]);
      await inForce('workspace', workspaceId);
      return { path: `/workspaces/${workspaceId}/appeal`, body };
    },
  };
}

function ofLabels({ call, workspaceId }: Owner): Scripts {
  const comment = async (): Promise<string> => {
    const path = `/links/${await aLink(call)}/comments`;
    return `${path}/${await made(call, path, { body: 'x' })}`;
  };
  const named = async (): Promise<string> => {
    const id = await made(call, '/folders', { name: crypto.randomUUID() });
    return `/folders/${id}/members/${await aMember(workspaceId)}`;
  };
  return {
    'PATCH /links/{linkId}/comments/{commentId}': async () => ({ path: await comment(), body: { body: 'y' } }),
    'DELETE /links/{linkId}/comments/{commentId}': async () => ({ path: await comment() }),
    'PUT /folders/{id}/members/{userId}': async () => ({ path: await named(), body: { level: 'write' } }),
    'DELETE /folders/{id}/members/{userId}': async () => {
      const path = await named();
      await call('PUT', path, { level: 'read' });
      return { path };
    },
  };
}

function ofDomains({ call }: Owner): Scripts {
  return {
    'PATCH /domains/{slug}': async () => ({
      path: `/domains/${await aHost(call)}`,
      body: { notFoundUrl: 'https://a.test' },
    }),
    'DELETE /domains/{slug}': async () => ({ path: `/domains/${await aHost(call)}` }),
    'POST /domains/{slug}/primary': async () => ({ path: `/domains/${await aHost(call)}/primary` }),
    'POST /domains/{slug}/transfer': async () => {
      const workspaceId = await made(call, '/workspaces', { name: 'Another one' });
      return { path: `/domains/${await aHost(call)}/transfer`, body: { workspaceId } };
    },
  };
}

function ofWorkspaces({ call, workspaceId }: Owner): Scripts {
  const path = `/workspaces/${workspaceId}`;
  return {
    'PATCH /members/{userId}': async () => ({
      path: `/members/${await aMember(workspaceId)}`,
      body: { role: 'editor' },
    }),
    'DELETE /members/{userId}': async () => ({ path: `/members/${await aMember(workspaceId)}` }),
    'PATCH /workspaces/{workspaceId}': () => ({ path, body: { name: 'Another name' } }),
    'POST /workspaces/{workspaceId}/transfer': async () => ({
      path: `${path}/transfer`,
      body: { userId: await aMember(workspaceId) },
    }),
    'POST /workspaces/{workspaceId}/restore': async () => {
      await call('DELETE', path);
      return { path: `${path}/restore` };
    },
    'POST /workspaces/{workspaceId}/leave': async () => {
      await call('POST', `${path}/transfer`, { userId: await aMember(workspaceId) });
      return { path: `${path}/leave` };
    },
  };
}

function ofInvitations({ call, email }: Owner): Scripts {
  const invited = (): Promise<string> => made(call, '/invitations', { email: `${crypto.randomUUID()}@a.test` });
  return {
    'POST /invitations/{id}/resend': async () => {
      const id = await invited();
      await testEnv.CONTROL.prepare('UPDATE invitations SET expires_at = 1 WHERE id = ?').bind(id).run();
      return { path: `/invitations/${id}/resend` };
    },
    'DELETE /invitations/{id}': async () => ({ path: `/invitations/${await invited()}` }),
    'POST /invitations/accept': async () => {
      const host = await owner();
      await host.call('POST', '/invitations', { email });
      const { hash } = linkIn(await mailTo(email, 'invites you'));
      return { path: '/invitations/accept', body: { token: new URLSearchParams(hash.slice(1)).get('token') } };
    },
  };
}

function ofEvents({ workspaceId, userId, domain }: Owner): Scripts {
  return {
    'POST /audit/{day}/repair': () => ({ path: `/audit/${new Date().toISOString().slice(0, 10)}/repair` }),
    'POST /dead-letters/{id}/replay': async () => {
      const tenant = newTenant({ workspaceId, userId, domain });
      const linkId = await seedLink(tenant, { key: 'dead', url: 'https://a.test' });
      return { path: `/dead-letters/${await deadLetter([captured({ workspaceId, linkId })])}/replay` };
    },
  };
}

/** Customers are made by reporting what they did, which takes a click. */
function ofCustomers({ workspaceId }: Owner): Scripts {
  const customer = async (): Promise<string> => {
    const sql = 'SELECT link_shard AS shard FROM workspaces WHERE id = ?';
    const row = await testEnv.CONTROL.prepare(sql).bind(workspaceId).first<{ shard: number }>();
    const shard = row?.shard === 1 ? testEnv.LINKS_1 : testEnv.LINKS_0;
    return (await new WorkspaceCustomers(shard, workspaceId).insert(newCustomer(workspaceId))).id;
  };
  return {
    'PATCH /customers/{id}': async () => ({ path: `/customers/${await customer()}`, body: { name: 'x' } }),
    'DELETE /customers/{id}': async () => ({ path: `/customers/${await customer()}` }),
  };
}

/** A delivery is made by posting an example; where it goes answers nothing, which is an outcome, too. */
function ofWebhooks({ call }: Owner): Scripts {
  return {
    'POST /webhooks/{id}/deliveries/{deliveryId}/replay': async () => {
      const id = await made(call, '/webhooks', { name: 'x', url: 'http://127.0.0.1:9/', triggers: ['link.created'] });
      const deliveryId = await made(call, `/webhooks/${id}/test`, { trigger: 'link.created' });
      return { path: `/webhooks/${id}/deliveries/${deliveryId}/replay` };
    },
  };
}
