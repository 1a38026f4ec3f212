/** Clears what links leave behind: names that have rested, deleted links past restoring, labels still on very many links. */
import { QUARANTINE_MS } from '#core/link/publish.ts';
import { finishDeletedLabels } from '#platform/d1/labels/take-off.ts';
import { forgetDeletedLinks } from '#platform/d1/links/expired-links.ts';
import { UnwrittenClaims } from '#platform/d1/links/unwritten-claims.ts';
import type { PipelineConfig } from '../env.ts';

/** Of each kind and shard; the next run goes on. */
const MAX_PER_RUN = 500;
const MAX_LABELS_PER_RUN = 10;

export interface Tidied {
  names: number;
  links: number;
}

export async function tidyLinks({ linkShards }: Pick<PipelineConfig, 'linkShards'>, now: number): Promise<Tidied> {
  const names = await new UnwrittenClaims(linkShards).dropRested(now, MAX_PER_RUN);
  const links = await Promise.all(
    linkShards.map((shard) => forgetDeletedLinks(shard, now - QUARANTINE_MS, MAX_PER_RUN)),
  );
  return { names, links: sum(links) };
}

/** Labels that were deleted while on more links than one request could change. */
export async function finishLabels({ linkShards }: Pick<PipelineConfig, 'linkShards'>): Promise<number> {
  return sum(await Promise.all(linkShards.map((shard) => finishDeletedLabels(shard, MAX_LABELS_PER_RUN))));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
