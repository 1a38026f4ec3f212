/**
 * Tenants do not meet: whatever one workspace's credentials ask, they neither see nor change what is another's. Every attempt is
 * made from the OpenAPI document, so that a route is tried the day it is added: each operation, each place an id can stand, each
 * role, each scope.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Permission, PERMISSIONS, type Role, roleAllows, ROLES } from '#core/access/permissions.ts';
import { type Scope, SCOPES } from '#core/access/scope.ts';
import { newEntityId } from '#core/id/entity-id.ts';
import { ledgerName } from '#core/shard/place.ts';
import { attemptsOn, factOf, type Facts } from '../support/openapi/attempts.ts';
import { type Document, type Operation, operationsOf } from '../support/openapi/document.ts';
import { factsAroundLink, factsOfCustomer } from '../support/owned.ts';
import { Scene } from '../support/openapi/scene.ts';
import { everywhere } from '../support/counts.ts';
import { eventually } from '../support/eventually.ts';
import { LiveSocket } from '../support/live-socket.ts';
import { type Person, signUp } from '../support/person.ts';
import { LEDGER_SHARDS, TestStack, type WireLink } from '../support/stack.ts';
import { type SeedRow, type Tenant, tokenRow } from '../support/tenant.ts';
import { BERLIN } from '../support/visit.ts';

/** Written by the owner only: unlike an id or an address, no stranger can have come by it. */
const OWNERS_WORDS = 'not for strangers';

let stack: TestStack;
let document: Document;
let operations: Operation[];
let owner: Tenant;
let stranger: Tenant;
let person: Person;
/** Id of a member of the owner's workspace whom nothing protects but the workspace. */
let colleague: string;
let mine: WireLink;
let facts: Facts;

beforeAll(async () => {
  stack = await TestStack.start();
  owner = await stack.seedTenant();
  stranger = await stack.seedTenant({ workspaceId: neighbourOf(owner.workspaceId) });
  person = await signUp(stack);
  colleague = (await stack.seedTenant()).userId;
  await stack.writeRows([joining(owner.workspaceId, colleague, 'viewer')]);
  const link = { url: 'https://example.com/mine', key: 'mine', externalId: 'owners-own', comments: OWNERS_WORDS };
  mine = await stack.createLink(owner, link);
  await stack.visit(mine, BERLIN);
  await eventually(async () => expect(await stack.stored.hits(mine.id)).toEqual(everywhere(1)));
  document = (await stack.api(owner)<Document>('GET', '/openapi.json')).body;
  operations = operationsOf(document).filter(({ opens }) => opens.length > 0);
  const call = stack.api(owner);
  facts = {
    ...(await oneOfEach()),
    ...(await factsAroundLink(call, mine.id, OWNERS_WORDS)),
    ...ownersFacts(),
    ...(await factsOfCustomer(call, OWNERS_WORDS)),
  };
});
afterAll(() => stack?.stop());

/** A workspace that the same ledger counts: what is kept apart only by being elsewhere is not kept apart. */
function neighbourOf(workspaceId: string): string {
  for (;;) {
    const neighbour = newEntityId('workspace', Date.now());
    if (ledgerName(neighbour, LEDGER_SHARDS) === ledgerName(workspaceId, LEDGER_SHARDS)) return neighbour;
  }
}

function joining(workspaceId: string, userId: string, role: Role): SeedRow {
  return { database: 'CONTROL', sql: 'INSERT INTO members VALUES (?, ?, ?, 1)', values: [workspaceId, userId, role] };
}

/** Not the e-mail: who is invited by the stranger would rightly show up in the stranger's own lists. */
function ownersFacts(): Facts {
  const { workspaceId, tokenId, domainId, domain } = owner;
  const { id: linkId, key, url } = mine;
  const names = { domain, slug: domain, key, url, externalId: 'owners-own' };
  return { workspaceId, userId: colleague, tokenId, domainId, linkId, ...names };
}

/** One of everything the document can make, as the owner: `tagId`, `folderId`, whatever there is. */
async function oneOfEach(): Promise<Facts> {
  const scene = new Scene(document, owner.workspaceId, (...call) => stack.api(owner)(...call));
  const made: Facts = {};
  for (const operation of operations) {
    const { method, path, pathParams, opens } = operation;
    if (method !== 'POST' || pathParams.length > 0 || !opens.includes('token') || path.split('/').length > 2) continue;
    const request = await scene.request(operation);
    const { status, body } = await stack.api(owner)<{ id?: string } | null>('POST', request.path, request.body);
    if (status < 300 && typeof body?.id === 'string') made[factOf(path.slice(1))] = body.id;
  }
  return made;
}

/** As the stranger: by token where one opens the route, otherwise signed in. */
function asStranger(operation: Operation, path: string, body?: unknown) {
  return operation.opens.includes('token')
    ? stack.api(stranger)(operation.method, path, body)
    : person.call(operation.method, path, body);
}

/** What only the owner knows: every id in what they can read, their addresses and numbers. */
async function secretsOf(shown: string[]): Promise<string[]> {
  const ids = shown.flatMap((text) => text.match(/\b[a-z]{2,8}_[0-9A-HJKMNP-TV-Z]{26}\b/g) ?? []);
  return [...new Set([...ids, owner.email, owner.domain, OWNERS_WORDS, '"clicks":1', '"accepted":1'])];
}

/** Everything the owner can read without naming anything. What changes by itself is left out. */
async function ownersView(): Promise<Map<string, string>> {
  const reads = operations.filter(({ method, path, pathParams, opens, query }) => {
    return (
      path !== '/links/health' &&
      method === 'GET' &&
      pathParams.length === 0 &&
      opens.includes('token') &&
      !query.some(({ required }) => required)
    );
  });
  const read = async ({ name, path }: Operation): Promise<[string, string]> => {
    const text = JSON.stringify((await stack.api(owner)('GET', path)).body);
    return [name, text.replaceAll(/"lastUsedAt":"[^"]*"/g, '"lastUsedAt":"now"')];
  };
  const [first, second] = [await Promise.all(reads.map(read)), new Map(await Promise.all(reads.map(read)))];
  return new Map(first.filter(([name, text]) => second.get(name) === text));
}

/** Reports about the caller's own names: one that nobody has is a report of nothing. */
const NAMES_NOTHING: ReadonlySet<string> = new Set(['GET /analytics/community/{id}', 'GET /analytics/user/{id}']);
/** Somebody else's id is answered as one that never was. */
const AS_IF_UNKNOWN = [404, 422];

it('has operations to try', () => {
  expect(operations.length).toBeGreaterThan(30);
  expect(Object.keys(facts).length).toBeGreaterThan(9);
});

it('refuses every route without a token, with a wrong one and with a revoked one', async () => {
  const revoked = { ...owner, tokenId: `${owner.tokenId}r`, token: `${owner.token}r` };
  const sql = 'UPDATE tokens SET revoked_at = 1 WHERE id = ?';
  const revoke: SeedRow = { database: 'CONTROL', sql, values: [revoked.tokenId] };
  await stack.writeRows([await tokenRow(revoked), revoke]);
  for (const operation of operations) {
    const [{ path } = { path: '' }] = attemptsOn(operation, document, facts);
    for (const token of ['', 'hop_wrong', revoked.token]) {
      const { status } = await stack.api({ token })(operation.method, path);
      // A header without a token is malformed; the field's API answers that with 400.
      expect([operation.name, token, status]).toEqual([
        operation.name,
        token,
        token === '' ? expect.toBeOneOf([400, 401]) : 401,
      ]);
    }
  }
});

it('keeps what is the owner’s from a stranger who knows every id, on every route', async () => {
  const before = await ownersView();
  expect(before.size).toBeGreaterThan(5);
  const secrets = await secretsOf([...before.values()]);
  expect(secrets.length).toBeGreaterThan(8);
  for (const operation of operations) {
    for (const { how, path, body } of attemptsOn(operation, document, facts)) {
      const told = `${operation.name} (${how})`;
      const answer = await asStranger(operation, path, body);
      if (operation.pathParams.includes('workspaceId')) expect([told, answer.status]).toEqual([told, 403]);
      else if (NAMES_NOTHING.has(operation.name)) expect([told, answer.status]).toEqual([told, 200]);
      else if (operation.pathParams.length > 0)
        expect([told, answer.status]).toEqual([told, expect.toBeOneOf(AS_IF_UNKNOWN)]);
      expect(answer.status, told).toBeLessThan(500);
      // The answer may repeat what the stranger sent, never what only the owner knows.
      const sent = JSON.stringify({ path: decodeURIComponent(path), body });
      const text = JSON.stringify(answer.body);
      expect([told, secrets.filter((secret) => !sent.includes(secret) && text.includes(secret))]).toEqual([told, []]);
    }
  }
  expect(Object.fromEntries(await ownersView())).toMatchObject(Object.fromEntries(before));
  expect(await stack.visit(mine, BERLIN, { method: 'HEAD' })).toMatchObject({ location: mine.url });
});

it('does not let a stranger choose the owner’s workspace, by token or signed in', async () => {
  for (const operation of operations.filter(({ pathParams }) => !pathParams.includes('workspaceId'))) {
    const [{ path } = { path: '' }] = attemptsOn(operation, document, {});
    const chosen = `${path}?workspaceId=${owner.workspaceId}`;
    const answers = [await stack.api(stranger)(operation.method, chosen), await person.call(operation.method, chosen)];
    expect([operation.name, ...answers.map(({ status }) => status)]).toEqual([operation.name, 403, 403]);
  }
});

const messageOf = (body: unknown): string => (body as { error?: { message?: string } } | null)?.error?.message ?? '';
/** How the api says that a role or a token does not include something. */
const NOT_ALLOWED = /Your role|lacks the scope/;

describe.each(ROLES)('a member with the role %s', (role) => {
  it('may do exactly what the matrix says', async () => {
    const member = await stack.seedTenant({ role });
    for (const operation of operations.filter(
      ({ opens, permissions }) => opens.includes('token') && permissions.length > 0,
    )) {
      const [{ path } = { path: '' }] = attemptsOn(operation, document, { workspaceId: member.workspaceId });
      const { status, body } = await stack.api(member)(operation.method, path);
      const missing = operation.permissions.filter((permission) => !roleAllows(role, permission));
      const refused = status === 403 && NOT_ALLOWED.test(messageOf(body));
      expect([operation.name, refused]).toEqual([operation.name, missing.length > 0]);
    }
  });

  it('may do what only people can, if the matrix says so', async () => {
    const { workspaceId } = await stack.seedTenant();
    if (role === 'owner')
      await stack.writeRows([
        { database: 'CONTROL', sql: 'DELETE FROM members WHERE workspace_id = ?', values: [workspaceId] },
      ]);
    await stack.writeRows([joining(workspaceId, person.userId, role)]);
    const forbidden = operations.filter(({ opens, permissions }) => {
      return !opens.includes('token') && permissions.some((permission) => !roleAllows(role, permission));
    });
    for (const operation of forbidden) {
      const [{ path } = { path: '' }] = attemptsOn(operation, document, { workspaceId });
      const { status, body } = await person.call(operation.method, path, undefined, workspaceId);
      expect([operation.name, status, messageOf(body)]).toEqual([
        operation.name,
        403,
        expect.stringMatching(NOT_ALLOWED),
      ]);
    }
    if (role !== 'owner') expect(forbidden.length).toBeGreaterThan(0);
  });
});

describe('a token', () => {
  it('with the scopes that a route needs, and no other, opens it', async () => {
    const opens = async (operation: Operation) =>
      !(await isRefused(operation, await tokenWith(operation.permissions as Scope[])));
    const opened = await Promise.all(tokenOperations().map(opens));
    expect(named(opened)).toEqual(named(opened.map(() => true)));
  });

  it('with every scope but one that is needed opens nothing', async () => {
    const refused = await Promise.all(
      tokenOperations().map(async (operation) => {
        const others = operation.permissions.map((needed) => SCOPES.filter((scope) => scope !== needed));
        const all = others.map(async (scopes) => isRefused(operation, await tokenWith(scopes)));
        return (await Promise.all(all)).every(Boolean);
      }),
    );
    expect(named(refused)).toEqual(named(refused.map(() => true)));
  });

  it('does nothing that is for people only', async () => {
    const all = await tokenWith(SCOPES);
    for (const operation of operations.filter(({ opens }) => !opens.includes('token'))) {
      const [{ path } = { path: '' }] = attemptsOn(operation, document, { workspaceId: all.workspaceId });
      const { status, body } = await stack.api(all)(operation.method, path);
      expect([operation.name, status, messageOf(body)]).toEqual([
        operation.name,
        403,
        expect.stringContaining('signed-in person'),
      ]);
    }
  });

  function tokenOperations(): Operation[] {
    const forTokens = (permission: Permission): boolean => PERMISSIONS[permission].forTokens;
    return operations.filter(({ opens, permissions }) => {
      return opens.includes('token') && permissions.length > 0 && permissions.every(forTokens);
    });
  }

  function named(outcomes: boolean[]): [string, boolean][] {
    return tokenOperations().map(({ name }, at) => [name, outcomes[at] ?? false]);
  }

  const holders = new Map<string, Promise<Tenant>>();

  function tokenWith(scopes: readonly Scope[]): Promise<Tenant> {
    const holder = holders.get(scopes.join()) ?? stack.seedTenant({ scopes });
    holders.set(scopes.join(), holder);
    return holder;
  }

  async function isRefused(operation: Operation, holder: Tenant): Promise<boolean> {
    const [{ path } = { path: '' }] = attemptsOn(operation, document, { workspaceId: holder.workspaceId });
    const { status, body } = await stack.api(holder)(operation.method, path);
    return status === 403 && NOT_ALLOWED.test(messageOf(body));
  }
});

it('shows a stranger’s live socket nothing of the owner’s clicks', async () => {
  const live = await LiveSocket.open(stack.apiUrl, stranger.token);
  const owners = await LiveSocket.open(stack.apiUrl, owner.token);
  await stack.visit(mine, BERLIN);
  await eventually(() => expect(owners.updates().at(-1)?.links[mine.id]).toMatchObject({ clicks: 2 }));
  // The stranger's own click comes after the owner's: had that been shown, it would be among the frames by now.
  const theirs = await stack.createLink(stranger, { url: 'https://example.com/theirs', key: 'theirs' });
  await stack.visit(theirs, BERLIN);
  await eventually(() => expect(live.updates().at(-1)?.links[theirs.id]).toMatchObject({ clicks: 1 }));
  expect(JSON.stringify(live.frames)).not.toContain(mine.id);
  expect(live.hello().workspaceId).toBe(stranger.workspaceId);
  live.close();
  owners.close();
});
