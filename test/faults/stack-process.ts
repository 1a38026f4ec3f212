/** Entry of the stack's own process, so that the harness can kill it as a whole: `node stack-process.ts <settings as JSON>`. */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { askWorker } from '../../dev/stack/ask-worker.ts';
import { BROKER_WORKER } from '../../dev/stack/broker/attach.ts';
import type { Backlog } from '../../dev/stack/broker/inside/broker.ts';
import { CONTROL_HEADER, CRON_PATH } from '../../dev/stack/inside/drainable.ts';
import { type Stack, startStack } from '../../dev/stack/start.ts';
import { addHits, CLOCK_PATH, type Hits, ORDERS_PATH, QUESTIONS_PATH } from './faults.ts';
import type { Question, Questions, StackCalls, StackSettings, Word } from './words.ts';

const QUEUES = ['hopline-events', 'hopline-events-dead'];
const PIPELINE = 'hopline-pipeline';
const WRAPPED_WORKERS = ['hopline-edge', PIPELINE];
const inside = (name: string): string => fileURLToPath(new URL(`./inside/${name}.ts`, import.meta.url));

function tell(word: Word): void {
  if (process.connected) process.send?.(word);
}

/** Everything goes through front doors of workers, see askWorker for the reason. */
function callsOf(stack: Stack): StackCalls {
  const { mf, secrets } = stack;
  const ask = async <Answer>(worker: string, path: string, post?: unknown): Promise<Answer> => {
    const headers = { [CONTROL_HEADER]: secrets.localControl };
    const init = post === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(post) };
    const answer = await askWorker(mf, worker, `http://faults${path}`, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${worker}${path} answered ${answer.status}: ${text.slice(0, 500)}`);
    return JSON.parse(text || 'null') as Answer;
  };
  const question = <Name extends keyof Questions>(name: Name, ...args: Parameters<Questions[Name]>) =>
    ask<Awaited<ReturnType<Questions[Name]>>>(PIPELINE, QUESTIONS_PATH, { name, args });
  return {
    write: (rows) => question('write', rows),
    figures: (workspaceId, linkIds) => question('figures', workspaceId, linkIds),
    deadLetters: (known) => question('deadLetters', known),
    async orders(orders) {
      const hits = await Promise.all([
        ...WRAPPED_WORKERS.map((worker) => ask<Hits>(worker, ORDERS_PATH, orders)),
        ...QUEUES.map((queue) => ask<Hits>(BROKER_WORKER, `/orders?queue=${queue}`, orders)),
      ]);
      return hits.reduce(addHits, {});
    },
    async clock(offsetMs, speed) {
      for (const worker of [...WRAPPED_WORKERS, BROKER_WORKER])
        await ask(worker, `${CLOCK_PATH}?offset=${offsetMs}&speed=${speed}`);
    },
    cron: (cron) => ask(PIPELINE, `${CRON_PATH}?${new URLSearchParams({ cron, at: String(Date.now()) })}`),
    async state() {
      const queues = await Promise.all(
        QUEUES.map(async (queue) => [queue, await ask<Backlog>(BROKER_WORKER, `/backlog?queue=${queue}`)] as const),
      );
      const [ledgers, spills] = await Promise.all([question('ledgers'), question('spills')]);
      return { queues: Object.fromEntries(queues), ledgers, spills };
    },
    stop: () => stack.stop(),
  };
}

/**
 * However the harness ends, by a signal that it could not even see or while the stack is still starting, this process ends with it.
 * Nothing is worth saving then: the watchdog ends the runtimes, ClickHouse follows its own channel.
 */
function followHarness(stateDir: string): void {
  process.once('disconnect', () => {
    void rm(stateDir, { recursive: true, force: true, maxRetries: 5 }).finally(() => process.exit(1));
  });
}

function leaveHarness(): void {
  process.removeAllListeners('disconnect');
  process.disconnect();
}

async function main(): Promise<void> {
  const { stateDir, basePort, clickhouseUrl, ledgers } = JSON.parse(process.argv[2] ?? '') as StackSettings;
  followHarness(stateDir);
  const hear = (line: string): void => {
    if (line.includes('"capture_')) tell({ heard: line });
  };
  const stack = await startStack({
    stateDir,
    basePort,
    web: false,
    ledgers,
    crons: false,
    say: (said) => tell({ said }),
    inside: { edge: inside('edge'), pipeline: inside('pipeline'), broker: inside('broker'), clickhouseUrl, hear },
  });
  const calls = callsOf(stack) as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
  process.on('message', ({ id, call, args }: Question) => {
    void (async () => {
      try {
        tell({ id, result: await calls[call]?.(...args) });
      } catch (error) {
        tell({ id, error: String(error) });
      }
      if (call === 'stop') leaveHarness();
    })();
  });
  const { edgeUrl, apiUrl, database, secrets } = stack;
  tell({ ready: { edgeUrl, apiUrl, clickhouseUrl: stack.clickhouseUrl, database, control: secrets.localControl } });
}

main().catch((error: unknown) => {
  tell({ failed: String(error) });
  process.exitCode = 1;
  leaveHarness();
});
