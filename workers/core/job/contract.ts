/** What may be asked of the JobRunner, the Durable Object that moves one long job. */

export interface JobTask {
  /** `export`: everything a workspace owns; `move`: the workspace goes to another link shard. */
  kind: 'export' | 'move';
  workspaceId: string;
  jobId: string;
}

export interface JobRunnerRpc {
  /** Sets the job going, or does nothing when it is. Safe to repeat. */
  wake(task: JobTask): Promise<void>;
}

/** One object per job. */
export function jobName({ kind, workspaceId, jobId }: JobTask): string {
  return `${kind}/${workspaceId}/${jobId}`;
}
