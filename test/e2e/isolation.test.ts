/** Tenants do not meet: whatever one workspace's token asks, it neither sees nor changes what is another's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newEntityId } from '#core/id/entity-id.ts';
import { ledgerName } from '#core/shard/place.ts';
import { everywhere } from '../support/counts.ts';
import { eventually } from '../support/eventually.ts';
import { LiveSocket } from '../support/live-socket.ts';
import { LEDGER_SHARDS, TestStack, type WireLink } from '../support/stack.ts';
import { type Tenant, tokenRow } from '../support/tenant.ts';
import { BERLIN } from '../support/visit.ts';

/** A request of the stranger's and what an answer without the owner's data looks like. */
interface Attempt {
  path: (mine: WireLink, owner: Tenant) => string;
  body?: (mine: WireLink, owner: Tenant) => unknown;
  /** 404 as for an id that never was; or a success that holds nothing of the owner's. */
  expects: 'not found' | 'nothing' | 'refused';
}

/** Every operation of the document is here; a new route has to say how it keeps tenants apart. */
const ATTEMPTS: Record<string, Attempt[]> = {
  'POST /links': [
    {
      path: () => '/links',
      body: (mine) => ({ url: 'https://stranger.test', domain: mine.domain, key: 'taken-over' }),
      expects: 'refused',
    },
    {
      path: () => '/links',
      body: (mine) => ({ url: 'https://stranger.test', domain: mine.domain, key: mine.key }),
      expects: 'refused',
    },
  ],
  'GET /links': [{ path: (mine) => `/links?search=${mine.key}&domain=${mine.domain}`, expects: 'nothing' }],
  'GET /links/count': [{ path: (mine) => `/links/count?domain=${mine.domain}`, expects: 'nothing' }],
  'GET /links/info': [
    { path: (mine) => `/links/info?linkId=${mine.id}`, expects: 'not found' },
    { path: (mine) => `/links/info?domain=${mine.domain}&key=${mine.key}`, expects: 'not found' },
    { path: () => '/links/info?externalId=owners-own', expects: 'not found' },
  ],
  'PATCH /links/{linkId}': [
    { path: (mine) => `/links/${mine.id}`, body: () => ({ url: 'https://stranger.test' }), expects: 'not found' },
    { path: () => '/links/ext_owners-own', body: () => ({ url: 'https://stranger.test' }), expects: 'not found' },
  ],
  'PUT /links/upsert': [
    {
      path: () => '/links/upsert',
      body: (mine) => ({ url: mine.url, domain: mine.domain, key: mine.key, title: 'Stolen' }),
      expects: 'refused',
    },
  ],
  'DELETE /links/{linkId}': [{ path: (mine) => `/links/${mine.id}`, expects: 'not found' }],
  'POST /links/bulk': [
    {
      path: () => '/links/bulk',
      body: (mine) => [{ url: 'https://stranger.test', domain: mine.domain, key: 'bulk' }],
      expects: 'nothing',
    },
  ],
  'PATCH /links/bulk': [
    {
      path: () => '/links/bulk',
      body: (mine) => ({ linkIds: [mine.id], data: { url: 'https://stranger.test' } }),
      expects: 'nothing',
    },
  ],
  'DELETE /links/bulk': [{ path: (mine) => `/links/bulk?linkIds=${mine.id}`, expects: 'nothing' }],
  'GET /analytics': [
    { path: (mine) => `/analytics?linkId=${mine.id}&groupBy=count&interval=24h`, expects: 'nothing' },
    {
      path: (mine) => `/analytics?domain=${mine.domain}&key=${mine.key}&groupBy=count&interval=24h`,
      expects: 'nothing',
    },
    { path: () => '/analytics?groupBy=top_links&interval=24h', expects: 'nothing' },
  ],
  'GET /analytics/report': [
    { path: (mine) => `/analytics/report?linkId=${mine.id}&interval=24h`, expects: 'nothing' },
    { path: () => '/analytics/report?groupBy=timeseries,top_links&interval=24h&other=true', expects: 'nothing' },
  ],
  'GET /segments': [{ path: () => '/segments', expects: 'nothing' }],
  'PATCH /segments/{id}': [{ path: () => '/segments/seg_0', body: () => ({ name: 'Stolen' }), expects: 'not found' }],
  'DELETE /segments/{id}': [{ path: () => '/segments/seg_0', expects: 'not found' }],
  'GET /analytics/overview': [{ path: () => '/analytics/overview', expects: 'nothing' }],
  'GET /analytics/summary': [{ path: () => '/analytics/summary', expects: 'nothing' }],
  'GET /analytics/top-pages': [{ path: () => '/analytics/top-pages', expects: 'nothing' }],
  'GET /analytics/timeseries': [{ path: () => '/analytics/timeseries?range=24h', expects: 'nothing' }],
  'GET /analytics/recent': [{ path: () => '/analytics/recent', expects: 'nothing' }],
  'GET /analytics/community/{id}': [{ path: () => '/analytics/community/owners-own', expects: 'nothing' }],
  'GET /analytics/user/{id}': [{ path: () => '/analytics/user/owners-own', expects: 'nothing' }],
  'GET /analytics/orphans': [
    { path: ({ domain }) => `/analytics/orphans?domain=${domain}&include=all`, expects: 'nothing' },
  ],
  'GET /events': [
    { path: (mine) => `/events?linkId=${mine.id}&interval=24h`, expects: 'nothing' },
    { path: () => '/events?interval=24h', expects: 'nothing' },
  ],
  'GET /audit': [
    { path: () => '/audit?days=2', expects: 'nothing' },
    { path: (_, { workspaceId }) => `/audit?days=2&workspaceId=${workspaceId}`, expects: 'refused' },
  ],
  'GET /receipt': [
    { path: () => '/receipt', expects: 'nothing' },
    { path: (_, { workspaceId }) => `/receipt?workspaceId=${workspaceId}`, expects: 'refused' },
  ],
  'POST /audit/{day}/repair': [
    { path: () => `/audit/${today()}/repair`, expects: 'nothing' },
    { path: (_, { workspaceId }) => `/audit/${today()}/repair?workspaceId=${workspaceId}`, expects: 'refused' },
  ],
  // That a letter shows each workspace its own events only is tested where letters can be made: workers/api/dead.
  'GET /dead-letters': [
    { path: () => '/dead-letters', expects: 'nothing' },
    { path: (_, { workspaceId }) => `/dead-letters?workspaceId=${workspaceId}`, expects: 'refused' },
  ],
  'GET /dead-letters/{id}': [{ path: () => `/dead-letters/${today()}_letter`, expects: 'not found' }],
  'POST /dead-letters/{id}/replay': [{ path: () => `/dead-letters/${today()}_letter/replay`, expects: 'not found' }],
  'GET /domains': [{ path: () => '/domains', expects: 'nothing' }],
  'GET /domains/default': [{ path: () => '/domains/default', expects: 'nothing' }],
  'GET /domains/status': [{ path: ({ domain }) => `/domains/status?domains=${domain}`, expects: 'nothing' }],
  'POST /domains': [{ path: () => '/domains', body: ({ domain }) => ({ slug: domain }), expects: 'refused' }],
  'PATCH /domains/{slug}': [
    {
      path: ({ domain }) => `/domains/${domain}`,
      body: () => ({ notFoundUrl: 'https://stranger.test' }),
      expects: 'not found',
    },
  ],
  'DELETE /domains/{slug}': [{ path: ({ domain }) => `/domains/${domain}`, expects: 'not found' }],
  'GET /domains/{slug}/dns': [{ path: ({ domain }) => `/domains/${domain}/dns`, expects: 'not found' }],
  'POST /domains/{slug}/verify': [{ path: ({ domain }) => `/domains/${domain}/verify`, expects: 'not found' }],
  'POST /domains/{slug}/primary': [{ path: ({ domain }) => `/domains/${domain}/primary`, expects: 'not found' }],
  'POST /domains/{slug}/transfer': [
    {
      path: ({ domain }) => `/domains/${domain}/transfer`,
      body: (_, { workspaceId }) => ({ workspaceId }),
      expects: 'refused',
    },
  ],
  'GET /tokens': [{ path: () => '/tokens', expects: 'nothing' }],
  'GET /tokens/{id}': [{ path: (_, { tokenId }) => `/tokens/${tokenId}`, expects: 'not found' }],
  'PATCH /tokens/{id}': [
    { path: (_, { tokenId }) => `/tokens/${tokenId}`, body: () => ({ scopes: ['apis.all'] }), expects: 'not found' },
  ],
  'POST /tokens/{id}/rotate': [
    { path: (_, { tokenId }) => `/tokens/${tokenId}/rotate`, body: () => ({ graceSeconds: 60 }), expects: 'not found' },
  ],
  'GET /track/key': [
    { path: () => '/track/key', expects: 'nothing' },
    { path: (_, { workspaceId }) => `/track/key?workspaceId=${workspaceId}`, expects: 'refused' },
  ],
  'GET /usage': [
    { path: () => '/usage', expects: 'nothing' },
    { path: (_, { workspaceId }) => `/usage?workspaceId=${workspaceId}`, expects: 'refused' },
  ],
  'GET /billing': [{ path: (_, { workspaceId }) => `/billing?workspaceId=${workspaceId}`, expects: 'refused' }],
  'POST /billing/checkout': [
    {
      path: (_, { workspaceId }) => `/billing/checkout?workspaceId=${workspaceId}`,
      body: () => ({ plan: 'pro' }),
      expects: 'refused',
    },
  ],
  'POST /billing/portal': [
    { path: (_, { workspaceId }) => `/billing/portal?workspaceId=${workspaceId}`, expects: 'refused' },
  ],
  'DELETE /tokens/{id}': [{ path: (_, { tokenId }) => `/tokens/${tokenId}`, expects: 'not found' }],
  'GET /workspaces': [{ path: (_, { workspaceId }) => `/workspaces?workspaceId=${workspaceId}`, expects: 'nothing' }],
  'PATCH /workspaces/{idOrSlug}': [
    {
      path: (_, { workspaceId }) => `/workspaces/${workspaceId}`,
      body: () => ({ clickAck: 'before' }),
      expects: 'not found',
    },
  ],
  'GET /me': [{ path: (_, { workspaceId }) => `/me?workspaceId=${workspaceId}`, expects: 'nothing' }],
};

/** Operations that name no resource of anybody's; what they make belongs to the caller. */
const WITHOUT_RESOURCE = ['POST /tokens', 'POST /segments', 'GET /live', 'POST /domains/register'];

type Document = { paths: Record<string, Record<string, { security?: unknown[] }>> };

let stack: TestStack;
let owner: Tenant;
let stranger: Tenant;
let mine: WireLink;
let operations: string[];

beforeAll(async () => {
  stack = await TestStack.start();
  owner = await stack.seedTenant();
  stranger = await stack.seedTenant({ workspaceId: neighbourOf(owner.workspaceId) });
  mine = await stack.createLink(owner, { url: 'https://example.com/mine', key: 'mine', externalId: 'owners-own' });
  await stack.visit(mine, BERLIN);
  await eventually(async () => expect(await stack.stored.hits(mine.id)).toEqual(everywhere(1)));
  const document = (await stack.api(owner)<Document>('GET', '/openapi.json')).body;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => (operation.security ?? []).length > 0)
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
});
afterAll(() => stack?.stop());

/** A workspace that the same ledger counts: what is kept apart only by being elsewhere is not kept apart. */
function neighbourOf(workspaceId: string): string {
  for (;;) {
    const neighbour = newEntityId('workspace', Date.now());
    if (ledgerName(neighbour, LEDGER_SHARDS) === ledgerName(workspaceId, LEDGER_SHARDS)) return neighbour;
  }
}

/** The UTC day, `YYYY-MM-DD`. */
function today(): string {
  return new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** A path with its parameters filled in, for requests that must not get as far as looking them up. */
const filled = (path: string): string => path.replaceAll(/\{\w+\}/g, mine.id);

it('has an attempt on every route that needs a token', () => {
  expect(operations.filter((name) => !(name in ATTEMPTS) && !WITHOUT_RESOURCE.includes(name))).toEqual([]);
  expect(operations.length).toBeGreaterThan(WITHOUT_RESOURCE.length);
});

it('refuses every such route without a token, with a wrong one and with a revoked one', async () => {
  const revoked = { ...owner, tokenId: `${owner.tokenId}r`, token: `${owner.token}r` };
  const row = await tokenRow(revoked);
  await stack.writeRows([
    row,
    { database: 'CONTROL', sql: 'UPDATE tokens SET revoked_at = 1 WHERE id = ?', values: [revoked.tokenId] },
  ]);
  for (const operation of operations) {
    const [method = '', path = ''] = operation.split(' ');
    for (const token of ['', 'hop_wrong', revoked.token]) {
      const { status } = await stack.api({ token })(method, filled(path));
      // A header without a token is malformed; the field's API answers that with 400.
      expect([operation, token, status]).toEqual([operation, token, token === '' ? expect.toBeOneOf([400, 401]) : 401]);
    }
  }
});

describe.each(Object.entries(ATTEMPTS))('%s', (operation, attempts) => {
  const [method = ''] = operation.split(' ');

  it('keeps the owner’s data from a stranger', async () => {
    const { workspaceId, userId, email, tokenId, domainId } = owner;
    const secrets = [workspaceId, userId, email, tokenId, domainId, mine.id, mine.url, '"clicks":1', '"accepted":1'];
    for (const { path, body, expects } of attempts) {
      const sent = { path: path(mine, owner), body: body?.(mine, owner) };
      const answer = await stack.api(stranger)(method, sent.path, sent.body);
      if (expects === 'not found') expect([sent.path, answer.status]).toEqual([sent.path, 404]);
      if (expects === 'refused') expect([403, 404, 409, 422]).toContain(answer.status);
      // The answer may repeat what the stranger sent, never what only the owner knows.
      const untold = secrets.filter((secret) => !JSON.stringify(sent).includes(secret));
      expect(untold.filter((secret) => JSON.stringify(answer.body).includes(secret))).toEqual([]);
    }
  });

  it('leaves the owner’s link as it was', async () => {
    const { body } = await stack.api(owner)<WireLink>('GET', `/links/info?linkId=${mine.id}`);
    expect(body).toMatchObject({ id: mine.id, url: mine.url, title: null, clicks: 1 });
    expect(await stack.visit(mine, BERLIN, { method: 'HEAD' })).toMatchObject({ location: mine.url });
    expect((await stack.api(owner)('GET', '/links/count')).body).toBe(1);
  });
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
