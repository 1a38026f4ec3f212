/** Puts tenants and links into the D1 databases of a test in workerd. Storage is shared within a test file: take a fresh tenant per test. */
import { newEntityId } from '#core/id/entity-id.ts';
import { linkRows, newTenant, type SeedLink, type SeedRow, type Tenant, tenantRows } from '../tenant.ts';
import { testEnv } from './env.ts';

/** A workspace with its owner, a verified domain and a token with every scope; `chosen` overrides any part. */
export async function seedWorkspace(chosen: Partial<Tenant> = {}): Promise<Tenant> {
  const tenant = newTenant(chosen);
  await writeRows(await tenantRows(tenant));
  return tenant;
}

/** Another member of the same workspace, with a token of their own. */
export async function seedColleague(owner: Tenant, role: Tenant['role']): Promise<Tenant> {
  const email = `${newEntityId('user', 0)}@people.test`;
  const { workspaceId, linkShard, plan } = owner;
  const member = newTenant({ workspaceId, linkShard, plan, role, email });
  await writeRows((await tenantRows(member)).filter(({ sql }) => !/INTO (?:workspaces|domains)/.test(sql)));
  return member;
}

/** A link of the tenant's, written to D1 (link row and claim), not to KV. Returns its id. */
export async function seedLink(tenant: Tenant, link: SeedLink): Promise<string> {
  const linkId = link.linkId ?? newEntityId('link', Date.now());
  await writeRows(linkRows(tenant, { ...link, linkId }));
  return linkId;
}

export async function writeRows(rows: SeedRow[]): Promise<void> {
  for (const { database, sql, values } of rows) {
    await testEnv[database]
      .prepare(sql)
      .bind(...values)
      .run();
  }
}
