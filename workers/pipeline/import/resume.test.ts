import { env as bindings } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { fileKey, type ImportJob, NO_COUNTS } from '#core/import/job.ts';
import { runImport, type RunTools } from '#core/import/run.ts';
import { NO_LOG } from '#platform/log/log.ts';
import { WorkspaceImports } from '#platform/d1/control/workspace-imports.ts';
import { testEnv } from '#test/worker/env.ts';
import { seedWorkspace } from '#test/worker/seed.ts';
import type { Tenant } from '#test/tenant.ts';
import { readEnv } from '../env.ts';
import { openImport } from './open.ts';

const config = readEnv(bindings as unknown as PipelineEnv);
/** Several portions, some with a random key, some refused, each with two clicks. */
const LINES = 1_500;
/** Each portion is done twice. */
const TIMEOUT_MS = 60_000;
const CREATED_AT = Date.UTC(2026, 8, 1);

function fileOf(): string {
  const lines = Array.from({ length: LINES }, (_, index) => {
    const url = index % 100 === 7 ? 'nonsense' : `https://acme.com/${index}`;
    return `${url},${index % 3 === 0 ? '' : `k${index}`},2,${new Date(CREATED_AT + index).toISOString()}`;
  });
  return ['url,key,clicks,createdAt', ...lines].join('\n');
}

const REFUSED = LINES / 100;

async function open(tenant: Tenant): Promise<{ job: ImportJob; tools: RunTools; imports: WorkspaceImports }> {
  const now = Date.now();
  const id = `imp_${crypto.randomUUID()}`;
  const imports = new WorkspaceImports(testEnv.CONTROL, tenant.workspaceId);
  const job: ImportJob = {
    id,
    workspaceId: tenant.workspaceId,
    state: 'running',
    format: 'csv',
    dryRun: false,
    options: { history: true },
    userId: tenant.userId,
    actor: `user:${tenant.userId}`,
    fileBytes: 1,
    shape: null,
    cursor: { byte: 0, line: 0 },
    counts: NO_COUNTS,
    error: null,
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
  };
  await config.vault.put(fileKey(job), fileOf());
  await imports.insert(job, entryOf(job));
  const tools = await openImport(config, NO_LOG, { workspaceId: tenant.workspaceId, importId: id });
  if (!tools) throw new Error('no workspace');
  return { job, tools, imports };
}

function entryOf({ id, workspaceId, actor, createdAt }: ImportJob) {
  return {
    id: `aud_${id}`,
    workspaceId,
    actor,
    action: 'import.create',
    target: id,
    change: '{}',
    requestId: id,
    ipHash: null,
    createdAt,
  };
}

async function outcome(tenant: Tenant, imports: WorkspaceImports, id: string) {
  const shard = tenant.linkShard === 0 ? testEnv.LINKS_0 : testEnv.LINKS_1;
  const rows = (table: string) =>
    shard
      .prepare(`SELECT count(*) AS n FROM ${table} WHERE workspace_id = ?`)
      .bind(tenant.workspaceId)
      .first<number>('n');
  const ledger = config.ledgers.get(config.ledgers.nameOf(tenant.workspaceId));
  const { counts, state } = (await imports.byId(id)) as ImportJob;
  const { workspace } = await ledger.totals(tenant.workspaceId, []);
  return {
    counts,
    state,
    links: await rows('links'),
    entries: await rows('link_audit_log'),
    pending: await rows('pending_copies'),
    clicks: workspace.clicks,
  };
}

const ALL = {
  counts: { lines: LINES, created: LINES - REFUSED, unchanged: 0, refused: REFUSED, clicks: 2 * (LINES - REFUSED) },
  state: 'done',
  links: LINES - REFUSED,
  entries: LINES - REFUSED,
  pending: 0,
  clicks: 2 * (LINES - REFUSED),
};

describe('an import', () => {
  it(
    'that is killed after each portion, before anybody noted it, counts every line once',
    async () => {
      const tenant = await seedWorkspace();
      const { job, tools, imports } = await open(tenant);
      let kills = 0;
      const dying: RunTools = {
        ...tools,
        imports: {
          byId: (id) => imports.byId(id),
          list: (limit) => imports.list(limit),
          countOpen: () => imports.countOpen(),
          insert: (each, entry) => imports.insert(each, entry),
          move: (...args) => imports.move(...args),
          advance: (...args) => {
            if (kills++ % 2 === 0) throw new Error('killed');
            return imports.advance(...args);
          },
        },
      };
      for (let turn = 0; turn < 40; turn++) {
        const more = await runImport(dying, job.id, 0).catch(() => true);
        if (!more) break;
      }
      expect(kills).toBeGreaterThanOrEqual(4);
      const { counts, ...rest } = await outcome(tenant, imports, job.id);
      // What a killed portion had given to the ledger is not told again by the next one: the totals are the truth.
      expect({ ...rest, counts: { ...counts, clicks: 0 } }).toEqual({ ...ALL, counts: { ...ALL.counts, clicks: 0 } });
    },
    TIMEOUT_MS,
  );

  it(
    'that is paused between any two portions goes on where it stopped',
    async () => {
      const tenant = await seedWorkspace();
      const { job, tools, imports } = await open(tenant);
      for (let turn = 0; turn < 20; turn++) {
        if (!(await runImport(tools, job.id, 0))) break;
        if (await imports.move(job.id, ['running'], { state: 'paused' })) {
          const before = await imports.byId(job.id);
          expect(await runImport(tools, job.id, 0)).toBe(false);
          expect(await imports.byId(job.id)).toEqual(before);
          await imports.move(job.id, ['paused'], { state: 'running' });
        }
      }
      expect(await outcome(tenant, imports, job.id)).toEqual(ALL);
    },
    TIMEOUT_MS,
  );

  it('marks its clicks as imported and dates them in the past', async () => {
    const tenant = await seedWorkspace();
    const ledger = config.ledgers.get(config.ledgers.nameOf(tenant.workspaceId));
    const { job, tools } = await open(tenant);
    await runImport(tools, job.id, Date.now() + 15_000);
    expect(await ledger.acceptedByDay(tenant.workspaceId)).toEqual({ '2026-09-01': 2 * (LINES - REFUSED) });
  });
});
