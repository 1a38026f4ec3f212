import { env as bindings } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { bundleOf, type ExportJob, KEEP_EXPORT_MS, partKey, START } from '#core/export/bundle/job.ts';
import { type ExportTools, runExport } from '#core/export/bundle/run.ts';
import { WorkspaceExports } from '#platform/d1/control/workspace-exports.ts';
import { NO_LOG } from '#platform/log/log.ts';
import { testEnv } from '#test/worker/env.ts';
import { seedWorkspace } from '#test/worker/seed.ts';
import type { Tenant } from '#test/tenant.ts';
import { forgetExports } from '../cron/tend-exports.ts';
import { readEnv } from '../env.ts';
import { openExport } from './open.ts';

const config = readEnv(bindings as unknown as PipelineEnv);
/** More than two pages of one question. */
const LINKS = 450;
/** Several parts and several files of links. */
const SMALL = { partChars: 1_000, fileBytes: 4_000 };
const TIMEOUT_MS = 60_000;

const FILL = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?3 - 1)
INSERT INTO links (id, workspace_id, domain, key, url, created_at, updated_at)
SELECT 'link_' || ?1 || i, ?1, ?2, 'k' || i, 'https://acme.com/' || i, i / 7, i FROM n`;

async function furnished(): Promise<Tenant> {
  const tenant = await seedWorkspace();
  await testEnv.LINKS_0.prepare(FILL).bind(tenant.workspaceId, tenant.domain, LINKS).run();
  return tenant;
}

async function begin({
  workspaceId,
  userId,
}: Tenant): Promise<{ job: ExportJob; tools: ExportTools; exports: WorkspaceExports }> {
  const now = Date.now();
  const exports = new WorkspaceExports(testEnv.CONTROL, workspaceId);
  const id = `exp_${crypto.randomUUID()}`;
  const times = { createdAt: now, updatedAt: now, finishedAt: null };
  const job: ExportJob = {
    id,
    workspaceId,
    state: 'running',
    events: 'ndjson',
    userId,
    actor: `user:${userId}`,
    cursor: START,
    files: [],
    rows: 0,
    expectedRows: 0,
    error: null,
    ...times,
  };
  const entry = {
    id: `aud_${id}`,
    workspaceId,
    actor: job.actor,
    action: 'export.start',
    target: id,
    change: '{}',
    requestId: id,
    ipHash: null,
    createdAt: now,
  };
  await exports.insert(job, entry);
  const tools = await openExport(config, NO_LOG, { kind: 'export', workspaceId, jobId: id });
  if (!tools) throw new Error('no workspace');
  return { job, exports, tools: { ...tools, limits: SMALL, tell: () => Promise.resolve() } };
}

/** The text of a numbered file, part after part. */
async function textOf(job: ExportJob, name: string): Promise<string> {
  let text = '';
  for (let part = 0; ; part++) {
    const object = await config.vault.get(partKey(job, name, part));
    if (!object) return text;
    text += await object.text();
  }
}

const outcome = async (exports: WorkspaceExports, id: string) => {
  const job = await exports.byId(id);
  if (!job) throw new Error('The export is gone');
  return job;
};

const keysIn = (csv: string) => [...csv.matchAll(/,k(\d+),/g)].map((match) => Number(match[1]));

describe('an export of everything', () => {
  it(
    'that is killed before and after each step writes what an undisturbed one writes',
    async () => {
      const tenant = await furnished();
      const quiet = await begin(tenant);
      while (await runExport(quiet.tools, quiet.job.id, 0));
      const expected = await outcome(quiet.exports, quiet.job.id);
      await quiet.exports.move(quiet.job.id, 'done', { state: 'failed' });

      const { job, tools, exports } = await begin(tenant);
      let kills = 0;
      const die = async <Result>(work: () => Promise<Result>): Promise<Result> => {
        const turn = kills++ % 3;
        if (turn === 0) throw new Error('killed before');
        const result = await work();
        if (turn === 1) throw new Error('killed after');
        return result;
      };
      const dying: ExportTools = {
        ...tools,
        exports: {
          byId: (id) => exports.byId(id),
          list: (limit) => exports.list(limit),
          countSince: (since) => exports.countSince(since),
          insert: (each, entry) => exports.insert(each, entry),
          move: (...args) => die(() => exports.move(...args)),
          advance: (...args) => die(() => exports.advance(...args)),
        },
      };
      for (let turn = 0; turn < 500; turn++) if (!(await runExport(dying, job.id, 0).catch(() => true))) break;
      expect(kills).toBeGreaterThan(30);
      const done = await outcome(exports, job.id);
      const shape = ({ files }: ExportJob) =>
        files.filter(({ name }) => name !== 'manifest.json' && !name.startsWith('audit-log'));
      expect([done.state, shape(done)]).toEqual(['done', shape(expected)]);
      const parts = done.files.filter(({ name }) => /^links(-\d+)?\.csv$/.test(name));
      expect(parts.length).toBeGreaterThan(1);
      const keys = (await Promise.all(parts.map(({ name }) => textOf(job, name)))).flatMap(keysIn);
      expect(keys.toSorted((a, b) => a - b)).toEqual(Array.from({ length: LINKS }, (_, n) => n));
      for (const { name } of parts) expect(await textOf(job, name)).toMatch(/^id,shortLink,/);
    },
    TIMEOUT_MS,
  );

  it(
    'goes with its files when its week is over, and not before',
    async () => {
      const { job, tools, exports } = await begin(await furnished());
      while (await runExport(tools, job.id, 0));
      const { finishedAt } = await outcome(exports, job.id);
      const files = async () => (await config.vault.list({ prefix: bundleOf(job) })).objects.length;
      await forgetExports(config, (finishedAt ?? 0) + KEEP_EXPORT_MS - 1);
      expect([await files(), await exports.byId(job.id)]).toEqual([expect.any(Number), expect.anything()]);
      expect(await files()).toBeGreaterThan(20);
      await forgetExports(config, (finishedAt ?? 0) + KEEP_EXPORT_MS + 1);
      expect([await files(), await exports.byId(job.id)]).toEqual([0, undefined]);
    },
    TIMEOUT_MS,
  );
});
