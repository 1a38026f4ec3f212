/** Entry of the stack's own process, so that the harness can kill it as a whole: `node stack-process.ts <settings as JSON>`. */
import { fileURLToPath } from 'node:url';
import { ledgerName, ledgerNames } from '#core/shard/place.ts';
import type { LedgerRpc } from '#core/ledger/contract.ts';
import { BROKER_BINDING, BROKER_WORKER } from '../../dev/stack/broker/attach.ts';
import type { BrokerHandle } from '../../dev/stack/broker/wake.ts';
import { type Stack, startStack } from '../../dev/stack/start.ts';
import { LEDGER_SHARDS } from '../support/stack.ts';
import { addHits, CLOCK_PATH, type Hits, type Orders, ORDERS_PATH } from './faults.ts';
import type { FoundLetter, Question, StackCalls, StackSettings, Word } from './words.ts';

const QUEUES = ['hopline-events', 'hopline-events-dead'];
const WRAPPED_WORKERS = ['hopline-edge', 'hopline-pipeline'];
const PIPELINE = 'hopline-pipeline';
const inside = (name: string): string => fileURLToPath(new URL(`./inside/${name}.ts`, import.meta.url));

type Broker = BrokerHandle & { order(orders: Orders): Promise<Hits> };

function tell(word: Word): void {
  if (process.connected) process.send?.(word);
}

function callsOf(stack: Stack): StackCalls {
  const { mf } = stack;
  const broker = async (queue: string): Promise<Broker> =>
    (await mf.getDurableObjectNamespace(BROKER_BINDING, BROKER_WORKER)).getByName(queue) as unknown as Broker;
  const ledger = async (name: string): Promise<LedgerRpc> =>
    (await mf.getDurableObjectNamespace('LEDGER', PIPELINE)).getByName(name) as unknown as LedgerRpc;
  const ask = async (worker: string, path: string, init?: { method: string; body: string }): Promise<unknown> =>
    (await (await mf.getWorker(worker)).fetch(`http://faults${path}`, init)).json();
  const vault = () => mf.getR2Bucket('VAULT', PIPELINE);
  const keysUnder = async (prefix: string): Promise<string[]> => {
    const keys: string[] = [];
    let cursor: string | undefined;
    do {
      const list = await (await vault()).list({ prefix, ...(cursor !== undefined && { cursor }) });
      keys.push(...list.objects.map(({ key }) => key));
      cursor = list.truncated ? list.cursor : undefined;
    } while (cursor !== undefined);
    return keys;
  };
  return {
    async write(rows) {
      for (const { database, sql, values } of rows) {
        const db = await mf.getD1Database(database, 'hopline-api');
        await db
          .prepare(sql)
          .bind(...values)
          .run();
      }
    },
    async orders(orders) {
      const body = JSON.stringify(orders);
      const hits = await Promise.all([
        ...WRAPPED_WORKERS.map((worker) => ask(worker, ORDERS_PATH, { method: 'POST', body }) as Promise<Hits>),
        ...QUEUES.map(async (queue) => (await broker(queue)).order(orders)),
      ]);
      return hits.reduce(addHits, {});
    },
    async clock(offsetMs, speed) {
      for (const worker of WRAPPED_WORKERS) await ask(worker, `${CLOCK_PATH}?offset=${offsetMs}&speed=${speed}`);
    },
    async cron(expression) {
      await (await mf.getWorker(PIPELINE)).scheduled({ cron: expression });
    },
    async state() {
      const queues = await Promise.all(QUEUES.map(async (queue) => [queue, await (await broker(queue)).backlog()]));
      const ledgers = await Promise.all(ledgerNames(LEDGER_SHARDS).map(async (name) => (await ledger(name)).status()));
      return { queues: Object.fromEntries(queues), ledgers, spills: (await keysUnder('spill/')).length };
    },
    async figures(workspaceId, linkIds) {
      const its = await ledger(ledgerName(workspaceId, LEDGER_SHARDS));
      const { workspace, links } = await its.totals(workspaceId, linkIds);
      const byLink = Object.fromEntries(linkIds.map((id, index) => [id, links[index]?.hits ?? 0]));
      return { proof: await its.proof(workspaceId), workspace, links: byLink };
    },
    async deadLetters(known) {
      const bucket = await vault();
      const old = new Set(known);
      const fresh = (await keysUnder('dead/')).filter((key) => !old.has(key));
      return Promise.all(
        fresh.map(async (key): Promise<FoundLetter> => {
          const letter = JSON.parse((await (await bucket.get(key))?.text()) ?? '{}') as {
            reason: string;
            body: unknown;
          };
          return { key, reason: letter.reason, body: JSON.stringify(letter.body) ?? '' };
        }),
      );
    },
    stop: () => stack.stop(),
  };
}

async function main(): Promise<void> {
  const { stateDir, basePort, clickhouseUrl } = JSON.parse(process.argv[2] ?? '') as StackSettings;
  const hear = (line: string): void => {
    if (line.includes('"capture_')) tell({ heard: line });
  };
  const stack = await startStack({
    stateDir,
    basePort,
    web: false,
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
      if (call === 'stop') process.disconnect();
    })();
  });
  process.on('disconnect', () => void stack.stop());
  const { edgeUrl, apiUrl, database, secrets } = stack;
  tell({ ready: { edgeUrl, apiUrl, clickhouseUrl: stack.clickhouseUrl, database, control: secrets.localControl } });
}

main().catch((error: unknown) => {
  tell({ failed: String(error) });
  process.exitCode = 1;
  process.disconnect?.();
});
