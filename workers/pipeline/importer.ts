/** The Importer Durable Object: one per import, moved by its alarm, so that an import goes on wherever its last portion ended. */
import { DurableObject } from 'cloudflare:workers';
import type { ImporterRpc } from '#core/import/contract.ts';
import { runImport } from '#core/import/run.ts';
import { createLog, describeError, type Log } from '#platform/log/log.ts';
import { type PipelineConfig, readEnv } from './env.ts';
import { openImport, giveUp } from './import/open.ts';

/** One alarm works this long, then sets the next: little is repeated after an eviction, and a pause is heeded within a portion anyway. */
const RUN_MS = 20_000;
/** After a fault of ours: at first soon, then patiently. Ten tries are about forty minutes. */
const RETRY_MS = [1_000, 5_000, 15_000, 60_000, 120_000, 300_000, 300_000, 600_000, 600_000, 600_000];

interface Task {
  workspaceId: string;
  importId: string;
  /** Tries in a row that failed. */
  failures: number;
}

export class Importer extends DurableObject<PipelineEnv> implements ImporterRpc {
  readonly #config: PipelineConfig;
  readonly #log: Log;

  constructor(ctx: DurableObjectState, env: PipelineEnv) {
    super(ctx, env);
    this.#config = readEnv(env);
    this.#log = createLog({ worker: 'pipeline' });
  }

  async wake(workspaceId: string, importId: string): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) !== null) return;
    await this.ctx.storage.put('task', { workspaceId, importId, failures: 0 } satisfies Task);
    await this.ctx.storage.setAlarm(Date.now());
  }

  override async alarm(): Promise<void> {
    const task = await this.ctx.storage.get<Task>('task');
    if (!task) return;
    try {
      const tools = await openImport(this.#config, this.#log, task);
      const more = tools !== undefined && (await runImport(tools, task.importId, Date.now() + RUN_MS));
      if (!more) return await this.ctx.storage.deleteAll();
      await this.#again({ ...task, failures: 0 }, 0);
    } catch (error) {
      await this.#failed(task, error);
    }
  }

  async #failed(task: Task, error: unknown): Promise<void> {
    const wait = RETRY_MS[task.failures];
    this.#log.error('import.failed', {
      import: task.importId,
      failures: task.failures + 1,
      error: describeError(error),
    });
    if (wait !== undefined) return this.#again({ ...task, failures: task.failures + 1 }, wait);
    await giveUp(this.#config, task);
    await this.ctx.storage.deleteAll();
  }

  async #again(task: Task, waitMs: number): Promise<void> {
    await this.ctx.storage.put('task', task);
    await this.ctx.storage.setAlarm(Date.now() + waitMs);
  }
}
