/** Finds the link that a visitor reports, whoever owns it: the host, the claim on the name, the link behind it. */
import type { ReportContext } from '#core/abuse/report.ts';
import { workspaceShard } from '../d1/control/workspace-shard.ts';
import { D1Claims } from '../d1/links/claims.ts';
import { WorkspaceLinks } from '../d1/links/workspace-links.ts';
import type { DeskStores } from './open-desk.ts';

const DOMAIN = 'SELECT slug, case_sensitive AS caseSensitive FROM domains WHERE slug = ?1 AND verified = 1';

/** @param shortOrigins where a domain's links are reachable when it is not https://{domain}. */
export function reportedLinks(
  { control, linkShards }: Pick<DeskStores, 'control' | 'linkShards'>,
  shortOrigins: Readonly<Record<string, string>>,
): Pick<ReportContext, 'domainOf' | 'linkAt'> {
  const standsFor = new Map(
    Object.entries(shortOrigins).flatMap(([domain, origin]) =>
      URL.canParse(origin) && !domain.startsWith('*') ? [[new URL(origin).hostname, domain]] : [],
    ),
  );
  const claims = new D1Claims(linkShards);
  return {
    async domainOf(host) {
      const row = await control
        .prepare(DOMAIN)
        .bind(standsFor.get(host) ?? host)
        .first<{ slug: string; caseSensitive: number }>();
      return row ? { slug: row.slug, caseSensitive: row.caseSensitive === 1 } : undefined;
    },
    async linkAt(name) {
      const claim = await claims.read(name);
      if (!claim || claim.record === null) return undefined;
      const shard = linkShards[(await workspaceShard(control, claim.workspaceId)) ?? -1];
      return shard && new WorkspaceLinks(shard, claim.workspaceId).byId(claim.linkId);
    },
  };
}
