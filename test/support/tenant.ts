/** A tenant of a test's own: ids and names that meet no other test's, and the rows that make it exist. No I/O. */
import { newEntityId } from '#core/id/entity-id.ts';
import { SCOPES, type Role, type Scope } from '#core/access/scope.ts';
import { claimShard } from '#core/shard/place.ts';
import type { PlanName } from '#core/plan/plan.ts';
import type { LinkRecord } from '#core/route/record.ts';
import type { ClickAck } from '#core/route/strict.ts';

export interface Tenant {
  workspaceId: string;
  userId: string;
  email: string;
  domainId: string;
  /** A verified short domain of the workspace's own. */
  domain: string;
  tokenId: string;
  /** As sent in `Authorization: Bearer …`. */
  token: string;
  role: Role;
  scopes: readonly Scope[];
  linkShard: number;
  /** Whether visitors wait until their click is durable. */
  clickAck: ClickAck;
  /** Tests of other things must not meet a limit. */
  plan: PlanName;
  createdAt: number;
}

/** One statement with its bound values, for whichever D1 handle is at hand. */
export interface SeedRow {
  database: 'CONTROL' | 'LINKS_0' | 'LINKS_1';
  sql: string;
  values: (string | number | null)[];
}

/** Two shards are bound by default. */
export const LINK_SHARDS = 2;

/** Everything of a tenant can be chosen; what is not chosen is new. An owner with every scope unless said otherwise. */
export function newTenant(chosen: Partial<Tenant> = {}): Tenant {
  const createdAt = Date.now();
  const workspaceId = chosen.workspaceId ?? newEntityId('workspace', createdAt);
  const name = workspaceId.slice(-16).toLowerCase();
  return {
    workspaceId,
    userId: newEntityId('user', createdAt),
    email: `${name}@people.test`,
    domainId: newEntityId('domain', createdAt),
    domain: `${name}.short.test`,
    tokenId: newEntityId('token', createdAt),
    token: `hop_${crypto.randomUUID().replaceAll('-', '')}`,
    role: 'owner',
    scopes: SCOPES,
    linkShard: 0,
    clickAck: 'after',
    plan: 'enterprise',
    createdAt,
    ...chosen,
  };
}

/** The rows of user, workspace, member, domain and token, in an order that satisfies the foreign keys. */
export async function tenantRows(tenant: Tenant): Promise<SeedRow[]> {
  const { workspaceId, userId, email, domain, role, linkShard, createdAt } = tenant;
  const times = { created_at: createdAt, updated_at: createdAt };
  return [
    insert('CONTROL', 'user', {
      id: userId,
      name: 'Test Person',
      email,
      emailVerified: 1,
      createdAt,
      updatedAt: createdAt,
    }),
    insert('CONTROL', 'workspaces', {
      id: workspaceId,
      name: 'Test Workspace',
      slug: workspaceId.toLowerCase(),
      plan: tenant.plan,
      link_shard: linkShard,
      click_ack: tenant.clickAck,
      ...times,
    }),
    insert('CONTROL', 'members', { workspace_id: workspaceId, user_id: userId, role, created_at: createdAt }),
    insert('CONTROL', 'domains', {
      id: tenant.domainId,
      slug: domain,
      workspace_id: workspaceId,
      verified: 1,
      is_primary: 1,
      ...times,
    }),
    await tokenRow(tenant),
  ];
}

/** A token row: the tenant's own, or a further one when `tokenId`, `token` or `scopes` differ. */
export async function tokenRow(tenant: Tenant): Promise<SeedRow> {
  return insert('CONTROL', 'tokens', {
    id: tenant.tokenId,
    workspace_id: tenant.workspaceId,
    user_id: tenant.userId,
    name: 'Test token',
    hash: await sha256Hex(tenant.token),
    start: tenant.token.slice(0, 8),
    scopes: tenant.scopes.join(' '),
    created_at: tenant.createdAt,
  });
}

/** What a test says about a link; the rest is as the api would have it. */
export interface SeedLink {
  key: string;
  url: string;
  linkId?: string;
  /** Adds to the routing record. */
  record?: Partial<LinkRecord>;
}

/** A link with its claim, as the api leaves them in D1; the KV copy is not made. */
export function linkRows(tenant: Tenant, { key, url, linkId, record: more }: SeedLink): SeedRow[] {
  const { workspaceId, domain, createdAt } = tenant;
  const id = linkId ?? newEntityId('link', createdAt);
  const record: LinkRecord = { version: 1, workspaceId, linkId: id, url, revision: 1, ...more };
  const { revision } = record;
  const name = { workspace_id: workspaceId, domain, key, revision };
  return [
    insert(linkDatabase(tenant.linkShard), 'links', {
      ...name,
      id,
      url,
      user_id: tenant.userId,
      created_at: createdAt,
      updated_at: createdAt,
    }),
    insert(linkDatabase(claimShard(domain, key, LINK_SHARDS)), 'routes', {
      ...name,
      link_id: id,
      record: JSON.stringify(record),
      claimed_at: createdAt,
    }),
  ];
}

function linkDatabase(shard: number): SeedRow['database'] {
  return shard === 0 ? 'LINKS_0' : 'LINKS_1';
}

/** Names of tables and columns are the tests' own words; only values are bound. */
function insert(database: SeedRow['database'], table: string, row: Record<string, string | number | null>): SeedRow {
  const columns = Object.keys(row);
  const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  return { database, sql, values: Object.values(row) };
}

async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
