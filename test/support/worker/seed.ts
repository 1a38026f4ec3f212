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
