/** Opens the links of a workspace for a cron job, which works for all of them. */
import { workspaceShard } from '#platform/d1/control/workspace-shard.ts';
import { WorkspaceLinks } from '#platform/d1/links/workspace-links.ts';
import type { PipelineConfig } from '../env.ts';

/** Undefined when the workspace is gone. */
export async function linksOfAnyWorkspace(
  { control, linkShards }: Pick<PipelineConfig, 'control' | 'linkShards'>,
  workspaceId: string,
): Promise<WorkspaceLinks | undefined> {
  const shard = linkShards[(await workspaceShard(control, workspaceId)) ?? -1];
  return shard && new WorkspaceLinks(shard, workspaceId);
}
