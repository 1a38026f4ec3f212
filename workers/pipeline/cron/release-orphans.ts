/** Gives back names that a create or a rename claimed and then died: they must not be taken for ever. */
import { releaseOrphans } from '#core/route/release-orphans.ts';
import { UnwrittenClaims } from '#platform/d1/links/unwritten-claims.ts';
import type { PipelineConfig } from '../env.ts';
import { linksOfAnyWorkspace } from './links-of-workspace.ts';

/** Each costs two statements; more than this an hour means trouble that the log shows anyway. */
const MAX_CLAIMS_PER_SHARD = 100;

export function releaseLinkOrphans(
  config: Pick<PipelineConfig, 'control' | 'linkShards'>,
  now: number,
): Promise<{ released: number }> {
  const claims = new UnwrittenClaims(config.linkShards);
  const ports = {
    unwritten: claims.before.bind(claims),
    links: (workspaceId: string) => linksOfAnyWorkspace(config, workspaceId),
    drop: claims.drop.bind(claims),
  };
  return releaseOrphans(ports, now, MAX_CLAIMS_PER_SHARD);
}
