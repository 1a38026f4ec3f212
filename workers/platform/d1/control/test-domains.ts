/** Domains in tests: the verbs' context with a tenant's real stores. */
import { env } from 'cloudflare:workers';
import { createDomain } from '#core/domain/create.ts';
import type { ClearContext, DomainContext } from '#core/domain/ports.ts';
import { verifyDomain } from '#core/domain/verify.ts';
import type { LinkContext } from '#core/link/ports.ts';
import { PlanEntitlements } from '#core/plan/entitlements.ts';
import type { Tenant } from '#test/tenant.ts';
import { ownerOf } from '#test/worker/actor.ts';
import { testEnv } from '#test/worker/env.ts';
import { KvDomains } from '../../kv/domains.ts';
import { KvRoutes } from '../../kv/routes.ts';
import { WorkspaceFolders } from '../labels/workspace-folders.ts';
import { WorkspaceTags } from '../labels/workspace-tags.ts';
import { WorkspaceUtmTemplates } from '../labels/workspace-utm-templates.ts';
import { D1Claims } from '../links/claims.ts';
import { WorkspaceLinks } from '../links/workspace-links.ts';
import { D1DomainTruth } from './domain-truth.ts';
import { WorkspaceDomains } from './domains.ts';

export const kv = (env as unknown as { ROUTES: KVNamespace }).ROUTES;
const SHARDS = [testEnv.LINKS_0, testEnv.LINKS_1];

/** Of no plan's limits. */
export const unlimited = new PlanEntitlements('enterprise', { count: async () => 0 });

export type Opened = DomainContext &
  Pick<LinkContext, 'screening' | 'entitlements' | 'tags' | 'folders' | 'templates'> &
  ClearContext & {
    dns: Map<string, string[]>;
    failures: string[];
    links: WorkspaceLinks;
    domains: WorkspaceDomains;
  };

/** The real stores of a tenant, with a DNS of the test's own. */
export function open(tenant: Tenant, dns = new Map<string, string[]>(), shared = new Set<string>()): Opened {
  const failures: string[] = [];
  return {
    dns,
    failures,
    actor: ownerOf(tenant),
    entitlements: unlimited,
    screening: { sources: [], lookupFailed: () => {} },
    tags: new WorkspaceTags(testEnv.LINKS_0, tenant.workspaceId),
    folders: new WorkspaceFolders(testEnv.LINKS_0, tenant.workspaceId, tenant.userId, 'everything'),
    templates: new WorkspaceUtmTemplates(testEnv.LINKS_0, tenant.workspaceId),
    domains: new WorkspaceDomains(testEnv.CONTROL, tenant.workspaceId, { extraHosts: new Set(), shared }),
    truth: new D1DomainTruth(testEnv.CONTROL),
    copies: new KvDomains(kv),
    links: new WorkspaceLinks(testEnv.LINKS_0, tenant.workspaceId),
    claims: new D1Claims(SHARDS),
    cache: new KvRoutes(kv),
    resolver: { query: async (name, type) => dns.get(`${type} ${name}`) ?? [] },
    hostnames: undefined,
    rules: { reserved: new Set(), allowLocal: false },
    target: 'edge.hopline.example',
    now: Date.now,
    failed: (what, slug) => void failures.push(`${what} ${slug}`),
    copyFailed: (name) => void failures.push(name.key),
  };
}

let names = 0;
export const newName = (): string => `n${++names}-${crypto.randomUUID().slice(0, 8)}.acme.com`;
export const copyOf = async (slug: string) =>
  JSON.parse((await new KvDomains(kv).get(slug)) ?? 'null') as Record<string, unknown>;

export async function added(context: Opened, slug = newName(), isProven = true) {
  const domain = await createDomain(context, { slug });
  if (isProven) {
    context.dns.set(`TXT _hopline.${slug}`, [`hopline-verify=${domain.verificationToken}`]);
    await verifyDomain(context, slug);
  }
  return domain;
}
