import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { AUDIT_ACTIONS } from '#core/audit/actions.ts';
import { type Document, type Operation, operationsOf } from '#test/openapi/document.ts';
import { Scene } from '#test/openapi/scene.ts';
import { testEnv } from '#test/worker/env.ts';
import { apiRoutes } from '../app.ts';
import { documentOf } from '../openapi/document.ts';
import { owner, scriptsOf } from './test-scripts.ts';

const document = documentOf(apiRoutes(), 'https://api.test') as unknown as Document;
/** Needs a payment provider, which no worker has here: test/e2e/billing.test.ts. */
const ELSEWHERE: ReadonlySet<string> = new Set(['POST /billing/checkout']);
const changing = operationsOf(document).filter(
  ({ name, changes, opens }) =>
    changes && opens.some((credential) => credential !== 'publishable') && !ELSEWHERE.has(name),
);

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
  const scene = new Scene(document, person.workspaceId, person.call, scriptsOf(person));
  const { path, body, headers } = await scene.request(operation);
  const answer = await person.call(operation.method, path, body, headers);
  const explanation = `${operation.name} could not be called so that it succeeds: ${answer.status} ${JSON.stringify(answer.body)}. Say how in scriptsOf().`;
  expect(answer.status < 300, explanation).toBe(true);
  const requestId = answer.headers.get('x-request-id');
  const written = (await entries()).filter((entry) => entry.requestId === requestId).map(({ action }) => action);
  expect(written.length).toBeGreaterThan(0);
  // What is not on the list has no words in the app.
  const known: readonly string[] = AUDIT_ACTIONS;
  expect(written.filter((action) => !action.startsWith('account.') && !known.includes(action))).toEqual([]);
});
