/**
 * Whatever is sent to whichever operation of the document, the api answers what the document says: never a failure of its own, always
 * the one error shape, never a word about its insides. Requests are made from the document and from a seed: FUZZ_RUNS says how many per
 * operation, FUZZ_SEED repeats a run.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Cast, examplesOf } from '../support/contract/cast.ts';
import { Contract, type ContractDocument } from '../support/contract/contract.ts';
import { requests, type Shape, type WireRequest } from '../support/fuzz/arbitrary.ts';
import { type RawAnswer, sendRaw } from '../support/fuzz/raw.ts';
import { type Document, type Operation, operationsOf } from '../support/openapi/document.ts';
import { signUp } from '../support/person.ts';
import { TestStack } from '../support/stack.ts';

/** Enough to meet each kind of trouble on most operations, few enough for every `npm test`. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 12);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_121);
const TIMEOUT_MS = 600_000;

/** Words of our insides: stores, engines, files, stack traces. */
const INSIDES =
  /D1_ERROR|SQLITE|SQL logic|no such (?:table|column)|DB::Exception|clickhouse|miniflare|workerd|cloudflare:|node_modules|ZodError|\b(?:Type|Range|Reference|Syntax)Error\b|\bat \S+ \(|\.ts:\d+|durable object|\[object Object\]/i;

/** Where the answer depends on others' servers or is about our own, and says so when they do not answer. */
const MAY_BE_UNAVAILABLE = ['GET /domains/{slug}/dns', 'POST /domains/{slug}/verify', 'GET /health'];
/** Names our parts because that is what it is asked for. */
const NAMES_PARTS = 'GET /health';
/** With the real id these would take away the ground on which the others are tried. */
const ENDS_EVERYTHING = /^(DELETE|POST) \/workspaces\/\{workspaceId\}/;

let stack: TestStack;
let document: Document;
let contract: Contract;

beforeAll(async () => {
  stack = await TestStack.start();
  document = (await (await fetch(`${stack.apiUrl}/openapi.json`)).json()) as Document;
  contract = new Contract(document as unknown as ContractDocument);
});
afterAll(() => stack?.stop());

interface Target {
  operation: Operation;
  shape: Shape;
  credentials: Record<string, string>;
}

async function targets(): Promise<Target[]> {
  const company = `acme-${crypto.randomUUID().slice(0, 8)}.com`;
  const tenant = await stack.seedTenant({ domain: `go.${company}` });
  const person = await signUp(stack);
  const bearer = { authorization: `Bearer ${tenant.token}` };
  const member = { workspaceId: tenant.workspaceId, colleagueId: 'user_nobody', company };
  const cast = new Cast(document, member, ({ method, path, body }) => stack.api(tenant)(method, path, body));
  const found: Target[] = [];
  for (const operation of operationsOf(document)) {
    const { opens, query, body } = operation;
    const credentials = opens.length > 0 && !opens.includes('token') ? { cookie: person.cookie } : bearer;
    found.push({ operation, credentials, shape: { path: await pathOf(operation, cast), query, body } });
  }
  return found;
}

async function pathOf(operation: Operation, cast: Cast): Promise<Record<string, string>> {
  const path: Record<string, string> = {};
  for (const { name, in: place, example } of examplesOf(document, operation).parameters) {
    if (place !== 'path') continue;
    const real = ENDS_EVERYTHING.test(operation.name) ? 'nothing' : await cast.real(example);
    path[name] = encodeURIComponent(String(real));
  }
  return path;
}

function send({ operation, credentials }: Target, { path, query, body, headers }: WireRequest): Promise<RawAnswer> {
  const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => path[name] ?? '');
  const search = query.length > 0 ? `?${query.join('&')}` : '';
  return sendRaw(stack.apiUrl, {
    method: operation.method,
    path: filled + search,
    headers: { ...headers, ...credentials },
    body,
  });
}

/** In words what is wrong with an answer; undefined when nothing is. */
function problemOf(operation: Operation, { status, headers, text }: RawAnswer): string | undefined {
  const leak = INSIDES.exec(status < 300 || operation.name === NAMES_PARTS ? '' : text)?.[0];
  if (leak !== undefined) return `tells "${leak}": ${text.slice(0, 300)}`;
  if ('x-injected' in headers) return 'lets a header be injected';
  if (headers['x-request-id'] === undefined) return `has no request id: ${status} ${text.slice(0, 100)}`;
  if (status >= 500 && !(status === 503 && MAY_BE_UNAVAILABLE.includes(operation.name)))
    return `${status}: ${text.slice(0, 300)}`;
  const contentType = String(headers['content-type'] ?? '');
  const body = contentType.startsWith('application/json') ? parsed(text) : text;
  // A path that a value has changed into another one is that one's matter; what is nowhere must still be answered alike.
  const [problem] = contract.problems(operation.method, operation.path, { status, contentType, body });
  return problem;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return `not JSON: ${text}`;
  }
}

it(
  `never fails and never tells of its insides, whatever is sent (seed ${SEED}, ${RUNS} requests per operation)`,
  async () => {
    const found: string[] = [];
    for (const target of await targets()) {
      const property = fc.asyncProperty(requests(target.shape, document), async (request) => {
        const problem = problemOf(target.operation, await send(target, request));
        if (problem !== undefined) throw new Error(problem);
      });
      const { failed, counterexample, errorInstance } = await fc.check(property, { seed: SEED, numRuns: RUNS });
      if (failed)
        found.push(
          `${target.operation.name} ${String(errorInstance)} for ${JSON.stringify(counterexample).slice(0, 600)}`,
        );
    }
    expect(found).toEqual([]);
  },
  TIMEOUT_MS,
);
