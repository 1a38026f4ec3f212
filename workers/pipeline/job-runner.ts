/** The JobRunner Durable Object: one per long job, moved by its alarm, so that a job goes on wherever its last step ended. */
import { DurableObject } from 'cloudflare:workers';
import type { JobRunnerRpc, JobTask } from '#core/job/contract.ts';
import { runExport } from '#core/export/bundle/run.ts';
import { createLog, describeError, type Log } from '#platform/log/log.ts';
import { type PipelineConfig, readEnv } from './env.ts';
import { noteMove, openMove } from './move/open.ts';
import { runMove } from '#core/shard/move/run.ts';
import { giveUpExport, openExport } from './export/open.ts';

/** One alarm works this long, then sets the next: little is repeated after an eviction. */
const RUN_MS = 20_000;
/** After a fault of ours: at first soon, then patiently. Ten tries are about forty minutes. */
const RETRY_MS = [1_000, 5_000, 15_000, 60_000, 120_000, 300_000, 300_000, 600_000, 600_000, 600_000];

interface Kept extends JobTask {
  /** Tries in a row that failed. */
  failures: number;
}

interface Work {
  /** True when there is more to do. */
  run(config: PipelineConfig, log: Log, task: JobTask, untilMs: number): Promise<boolean>;
  giveUp(config: PipelineConfig, task: JobTask, error: unknown): Promise<void>;
}

const WORK: Record<JobTask['kind'], Work> = {
  export: {
    async run(config, log, task, untilMs) {
      const tools = await openExport(config, log, task);
      return tools !== undefined && runExport(tools, task.jobId, untilMs);
    },
    giveUp: giveUpExport,
  },
  move: {
    async run(config, _log, task, untilMs) {
      const tools = await openMove(config, task);
      return tools !== undefined && runMove(tools, task.jobId, untilMs);
    },
    giveUp: noteMove,
  },
};

export class JobRunner extends DurableObject<PipelineEnv> implements JobRunnerRpc {
  readonly #config: PipelineConfig;
  readonly #log: Log;

  constructor(ctx: DurableObjectState, env: PipelineEnv) {
    super(ctx, env);
    this.#config = readEnv(env);
    this.#log = createLog({ worker: 'pipeline' });
  }

  async wake({ kind, workspaceId, jobId }: JobTask): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) !== null) return;
    await this.ctx.storage.put('task', { kind, workspaceId, jobId, failures: 0 } satisfies Kept);
    await this.ctx.storage.setAlarm(Date.now());
  }

  override async alarm(): Promise<void> {
    const task = await this.ctx.storage.get<Kept>('task');
    if (!task) return;
    try {
      const more = await WORK[task.kind].run(this.#config, this.#log, task, Date.now() + RUN_MS);
      if (!more) return await this.ctx.storage.deleteAll();
      await this.#again({ ...task, failures: 0 }, 0);
    } catch (error) {
      await this.#failed(task, error);
    }
  }

  async #failed(task: Kept, error: unknown): Promise<void> {
    const wait = RETRY_MS[task.failures];
    const { kind, jobId, failures } = task;
    this.#log.error(`${kind}.failed`, { job: jobId, failures: failures + 1, error: describeError(error) });
    if (wait !== undefined) return this.#again({ ...task, failures: failures + 1 }, wait);
    await WORK[kind].giveUp(this.#config, task, error);
    await this.ctx.storage.deleteAll();
  }

  async #again(task: Kept, waitMs: number): Promise<void> {
    await this.ctx.storage.put('task', task);
    await this.ctx.storage.setAlarm(Date.now() + waitMs);
  }
}
