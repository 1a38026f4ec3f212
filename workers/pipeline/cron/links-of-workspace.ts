/** Opens the links of a workspace for a cron job, which works for all of them. */
import { workspaceShard } from '#platform/d1/control/workspace-shard.ts';
import { WorkspaceLinks } from '#platform/d1/links/workspace-links.ts';
import type { PipelineConfig } from '../env.ts';

type Config = Pick<PipelineConfig, 'control' | 'linkShards'>;

/** Undefined when the workspace is gone. */
export async function linksOfAnyWorkspace(config: Config, workspaceId: string): Promise<WorkspaceLinks | undefined> {
  const shard = await shardOfAnyWorkspace(config, workspaceId);
  return shard && new WorkspaceLinks(shard, workspaceId);
}

/** The link shard of a workspace; undefined when the workspace is gone. */
export async function shardOfAnyWorkspace(
  { control, linkShards }: Config,
  workspaceId: string,
): Promise<D1Database | undefined> {
  return linkShards[(await workspaceShard(control, workspaceId)) ?? -1];
}
