/** What the harness asks the pipeline: figures of its ledgers, letters and spills in its vault, rows for its databases. */
import type { LedgerRpc } from '#core/ledger/contract.ts';
import { ledgerName, ledgerNames } from '#core/shard/place.ts';
import type { SeedRow } from '../../support/tenant.ts';
import { MAX_LEDGERS } from '../faults.ts';
import type { FoundLetter, Questions, WorkspaceFigures } from '../words.ts';

type Ask = <Name extends keyof Questions>(name: Name, args: Parameters<Questions[Name]>) => Promise<unknown>;

export function questionsTo(env: PipelineEnv): Ask {
  const shards = Number(env.LEDGER_SHARDS);
  const ledger = (name: string): LedgerRpc => env.LEDGER.getByName(name);
  const answers: Questions = {
    async write(rows: SeedRow[]) {
      for (const { database, sql, values } of rows) {
        await env[database]
          .prepare(sql)
          .bind(...values)
          .run();
      }
    },
    ledgers: () => Promise.all(ledgerNames(MAX_LEDGERS).map((name) => ledger(name).status())),
    spills: async () => (await keysUnder(env.VAULT, 'spill/')).length,
    async figures(workspaceId, linkIds): Promise<WorkspaceFigures> {
      const its = ledger(ledgerName(workspaceId, shards));
      const { workspace, links } = await its.totals(workspaceId, linkIds);
      const byLink = Object.fromEntries(linkIds.map((id, index) => [id, links[index]?.hits ?? 0]));
      return { proof: await its.proof(workspaceId), workspace, links: byLink };
    },
    async deadLetters(known) {
      const old = new Set(known);
      const fresh = (await keysUnder(env.VAULT, 'dead/')).filter((key) => !old.has(key));
      return Promise.all(fresh.map((key) => readLetter(env.VAULT, key)));
    },
  };
  return (name, args) => (answers[name] as (...all: unknown[]) => Promise<unknown>)(...args);
}

async function readLetter(vault: R2Bucket, key: string): Promise<FoundLetter> {
  const letter = await (await vault.get(key))?.json<{ reason: string; body: unknown }>();
  return { key, reason: letter?.reason ?? '', body: JSON.stringify(letter?.body) ?? '' };
}

async function keysUnder(vault: R2Bucket, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const list = await vault.list({ prefix, ...(cursor !== undefined && { cursor }) });
    keys.push(...list.objects.map(({ key }) => key));
    cursor = list.truncated ? list.cursor : undefined;
  } while (cursor !== undefined);
  return keys;
}
