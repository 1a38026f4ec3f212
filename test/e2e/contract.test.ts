/**
 * The document is a contract: every operation is called on the running stack with the examples that the document itself shows, and
 * what it answers must be what the document says. A route that is new is called, too; without examples it fails here.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ARRANGED, AS_PERSON, type Scene } from '../support/contract/arrange.ts';
import { Cast, examplesOf, type Request, successOf } from '../support/contract/cast.ts';
import { type Answer, Contract, type ContractDocument } from '../support/contract/contract.ts';
import { type Document, type Operation, operationsOf } from '../support/openapi/document.ts';
import { type Person, signUp } from '../support/person.ts';
import { TestStack } from '../support/stack.ts';
import { newTenant } from '../support/tenant.ts';

/** Every operation after the other, on a busy machine. */
const TIMEOUT_MS = 600_000;

/** What a local stack refuses for a reason of its own; everything else must succeed. */
const REFUSED: Record<string, { status: number; because: string }> = {
  'POST /domains/register': { status: 403, because: 'there is no registrar' },
  'POST /billing/checkout': { status: 403, because: 'there is no payment provider' },
  'POST /billing/portal': { status: 403, because: 'there is no payment provider' },
  'POST /billing/events': { status: 403, because: 'there is no payment provider' },
  'GET /reports/unsubscribe': { status: 404, because: 'the token of the example was never in a mail' },
  'POST /reports/unsubscribe': { status: 404, because: 'the token of the example was never in a mail' },
};

let stack: TestStack;
let document: Document;
let contract: Contract;
let operations: Operation[];
let colleagueId: string;

beforeAll(async () => {
  stack = await TestStack.start();
  document = (await (await fetch(`${stack.apiUrl}/openapi.json`)).json()) as Document;
  contract = new Contract(document as unknown as ContractDocument);
  operations = operationsOf(document);
  colleagueId = (await stack.seedTenant()).userId;
});
afterAll(() => stack?.stop());

type Send = (request: Request) => Promise<Answer>;

function sendWith(headers: Record<string, string>): Send {
  return async ({ method, path, body, headers: more }) => {
    const response = await fetch(stack.apiUrl + path, {
      method,
      headers: { ...headers, ...more, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'manual',
    });
    const contentType = response.headers.get('content-type');
    const text = await response.text();
    return {
      status: response.status,
      contentType,
      etag: response.headers.get('etag'),
      body: contentType?.startsWith('application/json') ? JSON.parse(text) : text,
    };
  };
}

/** A workspace of its own for each operation that changes something: none can spoil another's. Those that read share one. */
function sceneOf(operation: Operation): Promise<Scene> {
  const isShared = operation.method === 'GET' && !needsPerson(operation) && !(operation.name in ARRANGED);
  reading ??= isShared ? newScene(false) : undefined;
  return isShared && reading ? reading : newScene(needsPerson(operation));
}

let reading: Promise<Scene> | undefined;

function needsPerson({ opens, name }: Operation): boolean {
  return AS_PERSON.includes(name) || (opens.length > 0 && !opens.includes('token'));
}

async function newScene(asPerson: boolean): Promise<Scene> {
  const company = `acme-${crypto.randomUUID().slice(0, 8)}.com`;
  const tenant = await stack.seedTenant({ domain: `go.${company}` });
  const person = asPerson ? await signUp(stack) : undefined;
  const workspaceId = person?.workspaceId ?? tenant.workspaceId;
  const rows: [sql: string, values: string[]][] = [
    [`INSERT INTO members VALUES (?, ?, 'admin', 1)`, [workspaceId, colleagueId]],
    ['UPDATE domains SET workspace_id = ? WHERE workspace_id = ?', [workspaceId, tenant.workspaceId]],
  ];
  await stack.writeRows(rows.map(([sql, values]) => ({ database: 'CONTROL', sql, values })));
  const send = person ? sendAs(person) : sendWith({ authorization: `Bearer ${tenant.token}` });
  const cast = new Cast(document, { workspaceId, colleagueId, company }, send);
  const call: Scene['call'] = (method, path, body) => send({ method, path, ...(body !== undefined && { body }) });
  return { stack, mailUrl: stack.mailUrl, person, workspaceId, colleagueId, cast, call, send };
}

/** With the scene's credentials where the operation takes any. */
function sendIn(scene: Scene, { opens }: Operation, request: Request): Promise<Answer> {
  return opens.length === 0
    ? sendWith({})(request)
    : (scene.call(request.method, request.path, request.body) as Promise<Answer>);
}

function sendAs(person: Person): Send {
  return async ({ method, path, body }) => {
    const answer = await person.call(method, path, body);
    return { status: answer.status, contentType: answer.headers.get('content-type'), body: answer.body };
  };
}

it('shows an example of every body, required parameter and success', () => {
  const without = operations.flatMap((operation) => {
    const { body, parameters } = examplesOf(document, operation);
    const success = successOf(document, operation);
    return [
      ...(operation.body && body === undefined ? [`${operation.name}: body`] : []),
      ...parameters
        .filter(({ required, example }) => required && example === undefined)
        .map(({ name }) => `${operation.name}: ${name}`),
      ...(success?.example === undefined ? [`${operation.name}: success`] : []),
    ];
  });
  expect(without).toEqual([]);
});

it('shows only examples that its own schemas accept', () => {
  const problems = operations.flatMap((operation) => {
    const at = ['paths', operation.path, operation.method.toLowerCase()];
    const success = successOf(document, operation);
    const { body } = examplesOf(document, operation);
    return [
      ...(operation.body ? contract.fits([...at, 'requestBody', 'content', 'application/json', 'schema'], body) : []),
      ...(success
        ? contract.fits(
            [...at, 'responses', String(success.status), 'content', success.type, 'schema'],
            success.example,
          )
        : []),
    ].map((problem) => `${operation.name}: ${problem}`);
  });
  expect(problems).toEqual([]);
});

it(
  'answers the example of every operation as the document says',
  async () => {
    const problems: string[] = [];
    for (const operation of operations) problems.push(...(await tried(operation)));
    expect(problems).toEqual([]);
  },
  TIMEOUT_MS,
);

async function tried(operation: Operation): Promise<string[]> {
  const scene = await sceneOf(operation);
  const changes = await ARRANGED[operation.name]?.(scene);
  const request = { ...(await scene.cast.request(operation)), ...changes };
  const answer = await sendIn(scene, operation, request);
  const expected = REFUSED[operation.name]?.status ?? successOf(document, operation)?.status;
  const problems = contract.problems(operation.method, operation.path, answer);
  if (answer.status !== expected)
    problems.unshift(`answered ${answer.status} instead of ${expected}: ${JSON.stringify(answer.body).slice(0, 300)}`);
  problems.push(...(await triedAgain(scene, operation, request, answer)));
  return problems.map((problem) => `${operation.name}: ${problem}`);
}

/** Who has a report is told so, as the document says; and nobody else. */
async function triedAgain(scene: Scene, operation: Operation, request: Request, { etag }: Answer): Promise<string[]> {
  const isTagged = etag?.startsWith('W/') === true;
  if (contract.has(operation.method, operation.path, 304) !== isTagged)
    return [`its ETag is ${etag}, which is not as the document says`];
  if (!isTagged) return [];
  const again = await scene.send({ ...request, headers: { 'if-none-match': etag } });
  const problems = contract.problems(operation.method, operation.path, again);
  return again.status === 304 ? problems : [`answered ${again.status} to who has it`, ...problems];
}

describe('parameters that may be left out', () => {
  it(
    'are taken by every operation that reads, one at a time, as their examples show them',
    async () => {
      const problems: string[] = [];
      for (const operation of operations.filter(({ method, name }) => method === 'GET' && !(name in ARRANGED))) {
        const { parameters } = examplesOf(document, operation);
        const optional = parameters.filter(
          (each) => each.in === 'query' && !each.required && each.example !== undefined,
        );
        if (optional.length === 0) continue;
        const scene = await sceneOf(operation);
        for (const { name } of optional) {
          const answer = await sendIn(scene, operation, await scene.cast.request(operation, [name]));
          const found = contract.problems(operation.method, operation.path, answer);
          if (answer.status >= 300 && !(REFUSED_ALONE[operation.name] ?? []).includes(name))
            found.unshift(`answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 300)}`);
          problems.push(...found.map((problem) => `${operation.name} with ${name}: ${problem}`));
        }
      }
      expect(problems).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

/** Parameters that mean something only together with others. */
const REFUSED_ALONE: Record<string, string[]> = {
  'GET /links/info': ['externalId', 'domain', 'key'],
  'GET /analytics': ['key'],
  'GET /analytics/report': ['key'],
  'GET /analytics/report/export': ['key'],
  'GET /analytics/export': ['key'],
  'GET /events/export': ['key'],
  'GET /events': ['key'],
};

describe('refusals', () => {
  it(
    'are as the document says: without credentials, and of things that are not there',
    async () => {
      const problems: string[] = [];
      const tenant = newTenant();
      await stack.seedTenant(tenant);
      for (const operation of operations.filter(({ opens }) => opens.length > 0)) {
        const path = operation.path.replaceAll(/\{\w+\}/g, 'nothing');
        for (const headers of [{}, { authorization: `Bearer ${tenant.token}` }] as Record<string, string>[]) {
          const answer = await sendWith(headers)({ method: operation.method, path });
          problems.push(
            ...contract.problems(operation.method, operation.path, answer).map((each) => `${operation.name}: ${each}`),
          );
        }
      }
      expect(problems).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
