import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { newCustomer } from '#core/event/testing/conversion.ts';
import { newEntityId } from '#core/id/entity-id.ts';
import { WorkspaceCustomers } from '#platform/d1/links/customers.ts';
import { type Document, type Operation, operationsOf } from '#test/openapi/document.ts';
import { Scene, type Scripts } from '#test/openapi/scene.ts';
import { linkIn, mailTo } from '#test/worker/mail.ts';
import { testEnv } from '#test/worker/env.ts';
import { seedLink, writeRows } from '#test/worker/seed.ts';
import { newTenant } from '../../../test/support/tenant.ts';
import { apiRoutes } from '../app.ts';
import { signIn, signUp, type TestPerson } from '../auth/test-person.ts';
import { captured, deadLetter } from '../dead/test-events.ts';
import { documentOf } from '../openapi/document.ts';

const document = documentOf(apiRoutes(), 'https://api.test') as unknown as Document;
/** Needs a payment provider, which no worker has here: test/e2e/billing.test.ts. */
const ELSEWHERE: ReadonlySet<string> = new Set(['POST /billing/checkout']);
const changing = operationsOf(document).filter(
  ({ name, changes, opens }) =>
    changes && opens.some((credential) => credential !== 'publishable') && !ELSEWHERE.has(name),
);

/** An owner with a domain: whatever the document offers, they may do. */
async function owner(): Promise<TestPerson & { workspaceId: string; userId: string; domain: string }> {
  const person = await signUp();
  const { body } = await person.call<{ workspaceId: string; user: { id: string } }>('GET', '/me');
  const domain = `${crypto.randomUUID()}.test`;
  const now = Date.now();
  const sql = `INSERT INTO domains (id, slug, workspace_id, verified, is_primary, created_at, updated_at) VALUES (?, ?, ?, 1, 1, ?, ?)`;
  const values = [newEntityId('domain', now), domain, body.workspaceId, now, now];
  await writeRows([{ database: 'CONTROL', sql, values }]);
  return { ...person, workspaceId: body.workspaceId, userId: body.user.id, domain };
}

/** Customers are made by reporting what they did, which takes a click. */
function customerScripts(workspaceId: string): Scripts {
  const made = async (): Promise<string> => {
    const sql = 'SELECT link_shard AS shard FROM workspaces WHERE id = ?';
    const row = await testEnv.CONTROL.prepare(sql).bind(workspaceId).first<{ shard: number }>();
    const shard = row?.shard === 1 ? testEnv.LINKS_1 : testEnv.LINKS_0;
    return (await new WorkspaceCustomers(shard, workspaceId).insert(newCustomer(workspaceId))).id;
  };
  return {
    'PATCH /customers/{id}': async () => ({ path: `/customers/${await made()}`, body: { name: 'x' } }),
    'DELETE /customers/{id}': async () => ({ path: `/customers/${await made()}` }),
  };
}

/** What the schemas alone do not tell. */
function scriptsOf(person: Awaited<ReturnType<typeof owner>>): Scripts {
  const { call, workspaceId, userId } = person;
  const link = async (): Promise<string> =>
    (await call<{ id: string }>('POST', '/links', { url: 'https://a.test' })).body.id;
  const member = async (): Promise<string> => {
    const other = await signUp();
    const { body } = await other.call<{ user: { id: string } }>('GET', '/me');
    const values = [workspaceId, body.user.id, 'viewer', Date.now()];
    await writeRows([{ database: 'CONTROL', sql: 'INSERT INTO members VALUES (?, ?, ?, ?)', values }]);
    return body.user.id;
  };
  const invited = async (): Promise<string> =>
    (await call<{ id: string }>('POST', '/invitations', { email: `${crypto.randomUUID()}@a.test` })).body.id;
  const newSlug = async (): Promise<string> => {
    const slug = `${crypto.randomUUID()}.localhost`;
    expect((await call('POST', '/domains', { slug })).status).toBe(201);
    return slug;
  };
  return {
    'PATCH /domains/{slug}': async () => ({
      path: `/domains/${await newSlug()}`,
      body: { notFoundUrl: 'https://a.test' },
    }),
    'DELETE /domains/{slug}': async () => ({ path: `/domains/${await newSlug()}` }),
    'POST /domains/{slug}/primary': async () => ({ path: `/domains/${await newSlug()}/primary` }),
    'POST /domains/{slug}/transfer': async () => {
      const { body } = await call<{ id: string }>('POST', '/workspaces', { name: 'Another one' });
      return { path: `/domains/${await newSlug()}/transfer`, body: { workspaceId: body.id } };
    },
    'PATCH /links/bulk': async () => ({ path: '/links/bulk', body: { linkIds: [await link()], data: { title: 'x' } } }),
    'DELETE /links/bulk': async () => ({ path: `/links/bulk?linkIds=${await link()}` }),
    'PATCH /links/{linkId}': async () => ({ path: `/links/${await link()}`, body: { title: 'x' } }),
    'POST /tokens': () => ({ path: '/tokens', body: { name: 'x', scopes: ['links.read'] } }),
    'PATCH /members/{userId}': async () => ({ path: `/members/${await member()}`, body: { role: 'editor' } }),
    'DELETE /members/{userId}': async () => ({ path: `/members/${await member()}` }),
    'POST /workspaces/{workspaceId}/transfer': async () => ({
      path: `/workspaces/${workspaceId}/transfer`,
      body: { userId: await member() },
    }),
    'PATCH /workspaces/{workspaceId}': () => ({ path: `/workspaces/${workspaceId}`, body: { name: 'Another name' } }),
    'POST /workspaces/{workspaceId}/restore': async () => {
      await call('DELETE', `/workspaces/${workspaceId}`);
      return { path: `/workspaces/${workspaceId}/restore` };
    },
    'POST /workspaces/{workspaceId}/leave': async () => {
      await call('POST', `/workspaces/${workspaceId}/transfer`, { userId: await member() });
      return { path: `/workspaces/${workspaceId}/leave` };
    },
    'POST /invitations/{id}/resend': async () => {
      const id = await invited();
      await testEnv.CONTROL.prepare('UPDATE invitations SET expires_at = 1 WHERE id = ?').bind(id).run();
      return { path: `/invitations/${id}/resend` };
    },
    'DELETE /invitations/{id}': async () => ({ path: `/invitations/${await invited()}` }),
    'POST /invitations/accept': async () => {
      const host = await owner();
      await host.call('POST', '/invitations', { email: person.email });
      const { hash } = linkIn(await mailTo(person.email, 'invites you'));
      return { path: '/invitations/accept', body: { token: new URLSearchParams(hash.slice(1)).get('token') } };
    },
    'DELETE /me/sessions/{id}': async () => {
      await signIn(person.email);
      const { body } = await call<{ id: string; current: boolean }[]>('GET', '/me/sessions');
      return { path: `/me/sessions/${body.find(({ current }) => !current)?.id}` };
    },
    'POST /audit/{day}/repair': () => ({ path: `/audit/${new Date().toISOString().slice(0, 10)}/repair` }),
    'POST /dead-letters/{id}/replay': async () => {
      const tenant = newTenant({ workspaceId, userId, domain: person.domain });
      const linkId = await seedLink(tenant, { key: 'dead', url: 'https://a.test' });
      return { path: `/dead-letters/${await deadLetter([captured({ workspaceId, linkId })])}/replay` };
    },
  };
}

/** Entries of every log, of every workspace: nobody else is working on these databases while an operation is called. */
async function entries(): Promise<{ id: string; action: string; requestId: string }[]> {
  const control = (env as unknown as ApiEnv).CONTROL;
  const logs: [D1Database, string][] = [
    [control, 'audit_log'],
    [control, 'account_log'],
    [testEnv.LINKS_0, 'link_audit_log'],
    [testEnv.LINKS_1, 'link_audit_log'],
  ];
  const read = logs.map(([db, table]) => db.prepare(`SELECT id, action, request_id AS requestId FROM ${table}`));
  return (await Promise.all(read.map((each) => each.all<{ id: string; action: string; requestId: string }>()))).flatMap(
    ({ results }) => results,
  );
}

it('the document has changes to look at', () => {
  expect(changing.length).toBeGreaterThan(20);
});

it.each(changing)('$name leaves an entry in a log', async (operation: Operation) => {
  const person = await owner();
  const scene = new Scene(document, person.workspaceId, person.call, {
    ...scriptsOf(person),
    ...customerScripts(person.workspaceId),
  });
  const { path, body } = await scene.request(operation);
  const answer = await person.call(operation.method, path, body);
  const explanation = `${operation.name} could not be called so that it succeeds: ${answer.status} ${JSON.stringify(answer.body)}. Say how in scriptsOf().`;
  expect(answer.status < 300, explanation).toBe(true);
  const requestId = answer.headers.get('x-request-id');
  expect((await entries()).filter((entry) => entry.requestId === requestId).length).toBeGreaterThan(0);
});
