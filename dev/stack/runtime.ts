/** The workers of the local stack in one workerd, with shared local D1, KV, queues, Durable Objects and R2. */
import { join } from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { queuesOf, withBroker } from './broker/attach.ts';
import { wakeQueues } from './broker/wake.ts';
import { drain } from './drain.ts';
import { startGuard } from './guard.ts';
import { drainablesOf, localWorkers, type LocalWorkersOptions } from './local-workers.ts';
import type { Lock } from './lock.ts';
import { type LogFile, RuntimeLog } from './log-file.ts';
import { RUNTIME_COMMAND } from './orphans.ts';
import { childrenOf } from './processes.ts';
import { troubleTeller } from './trouble.ts';

export interface RuntimeOptions extends LocalWorkersOptions {
  stateDir: string;
  lock: Lock;
  logFile: LogFile;
  say: (line: string) => void;
}

export interface Runtime {
  mf: Miniflare;
  /** Lets the queues go on with what they have on disk: to be called once the databases are at their newest. */
  wake(): Promise<void>;
  /** Stops the intake and waits until nothing answered is only in memory. Resolves with the number of pieces of work that still were. */
  drain(timeoutMs: number): Promise<number>;
  stop(): Promise<void>;
}

export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { stateDir, lock, logFile, say } = options;
  const control = options.secrets.localControl;
  const guard = startGuard();
  const guardRuntimes = async (): Promise<void> => {
    const pids = await childrenOf(process.pid, RUNTIME_COMMAND);
    guard.watch(pids);
    await lock.recordRuntimes(pids);
  };
  const tellTrouble = troubleTeller(say, logFile.path, Date.now);
  const workers = await localWorkers(options, control);
  const miniflareOptions = convertV4MiniflareOptions({
    workers: await withBroker(workers, options.inside?.broker),
    resourcePersistencePath: join(stateDir, 'state'),
    cf: false,
    log: new RuntimeLog((line) => logFile.write(line)),
    handleStructuredLogs: ({ level, message }) => {
      logFile.write(message);
      options.inside?.hear?.(message);
      if (level === 'error') tellTrouble(message);
    },
    unsafeHandleRuntimeRestart: async () => {
      say('The workers ended unexpectedly and were started again. What was queued or in the ledger is still there.');
      await guardRuntimes();
      await wakeQueues(mf, queuesOf(workers));
    },
    telemetry: { enabled: false },
  });
  const mf = withoutSignalHandlers(() => new Miniflare(miniflareOptions));
  await mf.ready;
  await guardRuntimes();
  return {
    mf,
    wake: () => wakeQueues(mf, queuesOf(workers)),
    drain: (timeoutMs) => drain(mf, { control, timeoutMs, workers: drainablesOf(workers) }),
    stop: async () => {
      await mf.dispose();
      await guard.stop();
    },
  };
}

/** Miniflare ends the process at the first signal; here what is under way must end before. */
function withoutSignalHandlers<T>(make: () => T): T {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const before = new Set(signals.flatMap((signal) => process.listeners(signal)));
  const made = make();
  for (const signal of signals) {
    for (const added of process.listeners(signal).filter((listener) => !before.has(listener)))
      process.off(signal, added);
  }
  return made;
}
