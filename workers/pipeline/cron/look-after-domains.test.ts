import { env as bindings } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { domainKvKey } from '#core/route/keys.ts';
import { NO_LOG } from '#platform/log/log.ts';
import { seedLink, seedWorkspace } from '#test/worker/seed.ts';
import { testEnv } from '#test/worker/env.ts';
import { readEnv } from '../env.ts';
import { compareDomainCopies, lookAfterDomains } from './look-after-domains.ts';

const config = readEnv(bindings as unknown as PipelineEnv);
const copyOf = (slug: string) => config.routes.get(domainKvKey(slug));
const LATER = (): number => Date.now() + 60_000;
const change = (sql: string, slug: string) =>
  testEnv.CONTROL.prepare(`UPDATE domains SET ${sql} WHERE slug = ?`).bind(slug).run();

it('brings a copy up to date that a request could not write', async () => {
  const { domain, workspaceId } = await seedWorkspace();
  await lookAfterDomains(config, NO_LOG, LATER);
  expect(await copyOf(domain)).toBe(JSON.stringify({ version: 1, workspaceId }));
  await change("not_found_url = 'https://acme.com/', revision = revision + 1", domain);
  const run = await lookAfterDomains(config, NO_LOG, LATER);
  expect(run).toMatchObject({ copied: 1, failed: 0 });
  expect(await copyOf(domain)).toContain('https://acme.com/');
});

it('goes on removing the links of a deleted domain until it is gone', async () => {
  const tenant = await seedWorkspace();
  for (let i = 0; i < 100; i++) await seedLink(tenant, { key: `k${i}`, url: 'https://a.test' });
  await change('verified = 0, deleting_at = 1, revision = revision + 1', tenant.domain);
  const left = async () =>
    testEnv.LINKS_0.prepare('SELECT count(*) AS n FROM links WHERE domain = ?').bind(tenant.domain).first<number>('n');
  expect((await lookAfterDomains(config, NO_LOG, LATER)).removed).toBe(0);
  expect(await left()).toBe(40);
  expect((await lookAfterDomains(config, NO_LOG, LATER)).removed).toBe(1);
  expect(await left()).toBe(0);
  expect(await copyOf(tenant.domain)).toBeNull();
  const row = testEnv.CONTROL.prepare('SELECT 1 FROM domains WHERE slug = ?').bind(tenant.domain).first();
  expect(await row).toBeNull();
  const audit = testEnv.LINKS_0.prepare(
    "SELECT count(*) AS n FROM link_audit_log WHERE workspace_id = ? AND actor = 'system:delete-domain'",
  ).bind(tenant.workspaceId);
  expect(await audit.first<number>('n')).toBe(100);
});

it('asks the DNS about new domains by itself, and not about old ones', async () => {
  const [fresh, old] = [await seedWorkspace(), await seedWorkspace()];
  await change('verified = 0', fresh.domain);
  await change('verified = 0, created_at = 1', old.domain);
  const asked: string[] = [];
  const resolver = {
    query: async (name: string, type: string) => {
      asked.push(name);
      const token = await testEnv.CONTROL.prepare('SELECT verification_token FROM domains WHERE slug = ?')
        .bind(fresh.domain)
        .first<string>('verification_token');
      return type === 'TXT' ? [`hopline-verify=${token}`] : [];
    },
  };
  const run = await lookAfterDomains({ ...config, outbound: { ...config.outbound, resolver } }, NO_LOG, LATER);
  expect(run).toMatchObject({ checked: 1, verified: 1 });
  expect(asked.some((name) => name.includes(old.domain))).toBe(false);
  expect(await copyOf(fresh.domain)).toContain(fresh.workspaceId);
});

it('finds a copy that differs though no row says so', async () => {
  const { domain } = await seedWorkspace();
  await config.routes.put(domainKvKey(domain), '{"version":1,"workspaceId":"ws_wrong"}');
  expect((await compareDomainCopies(config)).mended).toBeGreaterThanOrEqual(1);
  expect(await copyOf(domain)).not.toContain('ws_wrong');
  expect((await compareDomainCopies(config)).mended).toBe(0);
});
