/**
 * `npm run bench:api`: measures the management API at growing workspaces and writes docs/bench/. `-- --sizes 10000,100000` for fewer.
 * `-- --import 1000000` imports a file of so many lines into an empty workspace instead, and adds that to the page.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findFreeBase } from '../../../dev/stack/ports.ts';
import { type Stack, startStack } from '../../../dev/stack/start.ts';
import { newTenant, type Tenant, tenantRows } from '../../support/tenant.ts';
import { type BenchD1, fillLinks, seedLabels } from './fill.ts';
import { importLinks } from './import-job.ts';
import { measureCalls, measureCreates, type SizeRow, type Target } from './measure.ts';
import { type Promised, type Report, toMarkdown } from './report.ts';

const OUT = fileURLToPath(new URL('../../../docs/bench/', import.meta.url));
const API = 'hopline-api';
const SIZES = [10_000, 100_000, 1_000_000];
const PAGE_SIZE = 100;
/** Rows read per link shown, see rows-read.worker.test.ts: five in a list, six in a search, and a few beside. */
const MAX_ROWS_PER_LINK = 6.2;
/** Rows of one count: one per folder and kind. */
const MAX_ROWS_PER_COUNT = 10;

/** Lines of the file that is imported at each size. */
const IMPORTED = 2_000;

async function benchApi(): Promise<void> {
  const { values } = parseArgs({ options: { sizes: { type: 'string' }, import: { type: 'string' } } });
  const stateDir = await mkdtemp(join(tmpdir(), 'hopline-bench-'));
  const stack = await startStack({ stateDir, basePort: await findFreeBase(), web: false, crons: false });
  try {
    if (values.import !== undefined) return await benchImport(stack, Number(values.import));
    const report = await runBench(stack, values.sizes?.split(',').map(Number) ?? SIZES);
    for (const { what, value, limit, met } of report.promises)
      console.log(`${met ? 'met   ' : 'MISSED'}  ${what}: ${value.toFixed(2)} (at most ${limit})`);
    if (report.promises.some((promise) => !promise.met)) throw new Error('Promises missed; see docs/bench/api.md.');
  } finally {
    await stack.stop();
    await rm(stateDir, { recursive: true, force: true });
  }
}

/** One file, into a workspace that has nothing yet. */
async function benchImport(stack: Stack, links: number): Promise<void> {
  const target = await targetOf(stack);
  const row = await importLinks(target, 'imported', links);
  const { sizes = [], imports = [], ...last } = await lastReport();
  const others = imports.filter((each) => each.links !== links);
  const all = [...others, { ...row, at: new Date().toISOString() }].toSorted((a, b) => a.links - b.links);
  await write({ ...reportOf(sizes, 0, all), ...last });
  console.log(`${links} links imported in ${row.seconds.toFixed(0)} s, ${(row.peak / 1e6).toFixed(0)} MB at most`);
}

/** What the page says already; nothing when it was never written. */
async function lastReport(): Promise<Partial<Report>> {
  const text = await readFile(join(OUT, 'api.json'), 'utf8').catch(() => '{}');
  return JSON.parse(text) as Partial<Report>;
}

async function targetOf(stack: Stack): Promise<Target> {
  const tenant = newTenant();
  await makeTenant(stack, tenant);
  return {
    apiUrl: stack.apiUrl,
    tenant,
    shard: (await stack.mf.getD1Database('LINKS_0', API)) as unknown as BenchD1,
  };
}

async function makeTenant(stack: Stack, tenant: Tenant): Promise<void> {
  for (const { database, sql, values } of await tenantRows(tenant)) {
    const d1 = await stack.mf.getD1Database(database, API);
    await d1
      .prepare(sql)
      .bind(...values)
      .run();
  }
}

async function runBench(stack: Stack, wanted: number[]): Promise<Report> {
  const loadBefore = loadavg()[0] ?? 0;
  const target = await targetOf(stack);
  await seedLabels(target.shard, target.tenant);
  const { imports = [] } = await lastReport();
  const sizes: SizeRow[] = [];
  let filled = 0;
  for (const links of wanted) {
    sizes.push(await measureSize(target, filled, links));
    filled = links;
    // After each size: the largest one may outlast anybody's patience.
    await write(reportOf(sizes, loadBefore, imports));
  }
  return reportOf(sizes, loadBefore, imports);
}

function reportOf(sizes: SizeRow[], loadBefore: number, imports: Report['imports']): Report {
  return {
    at: new Date().toISOString(),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`,
    loadBefore,
    loadAfter: loadavg()[0] ?? 0,
    sizes,
    imports,
    promises: promisesOf(sizes),
  };
}

async function write(report: Report): Promise<void> {
  await mkdir(OUT, { recursive: true });
  await writeFile(join(OUT, 'api.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(join(OUT, 'api.md'), toMarkdown(report));
}

async function measureSize(target: Target, from: number, links: number): Promise<SizeRow> {
  console.log(`${links} links: filling`);
  const started = performance.now();
  await fillLinks(target.shard, target.tenant, from, links);
  const fillSeconds = (performance.now() - started) / 1_000;
  console.log(`${links} links: measuring (filled in ${fillSeconds.toFixed(0)} s)`);
  const calls = await measureCalls(target);
  const create = await measureCreates(target, String(links));
  const { linksPerSecond: importPerSecond } = await importLinks(target, `imported-${links}`, IMPORTED);
  return { links, fillSeconds, calls, create, importPerSecond, ...(await weigh(target, links)) };
}

/** What one more link writes, and what the shard weighs; the link is taken out again. */
async function weigh(
  { shard, tenant }: Target,
  links: number,
): Promise<Pick<SizeRow, 'databaseBytes' | 'rowsWritten'>> {
  const insert = `INSERT INTO links (id, workspace_id, domain, key, url, url_hash, title, user_id, created_at, updated_at)
    VALUES (?1, ?2, ?3, ?1, 'https://destination.example/weighed', ?1, 'One more link', ?4, 0, 0)`;
  const id = `link_weighed_${links}`;
  const { meta } = (await shard.prepare(insert).bind(id, tenant.workspaceId, tenant.domain, tenant.userId).run()) as {
    meta: { rows_written: number; size_after: number };
  };
  await shard.prepare('DELETE FROM links WHERE id = ?').bind(id).run();
  return { rowsWritten: meta.rows_written, databaseBytes: meta.size_after };
}

function promisesOf(sizes: SizeRow[]): Promised[] {
  const promise = (what: string, value: number, limit: number): Promised => ({
    what,
    value,
    limit,
    met: value <= limit,
  });
  return sizes.flatMap(({ links, calls }) => {
    const pages = calls.filter(({ title }) => !title.startsWith('count') && !/page 50|folder by clicks/.test(title));
    const counts = calls.filter(({ title }) => title.startsWith('count'));
    const sorted = calls.find(({ title }) => title.includes('folder by clicks'));
    return [
      promise(
        `${links} links: rows read per link shown, worst list or search`,
        Math.max(...pages.map((call) => call.rowsRead / Math.max(1, call.answered))),
        MAX_ROWS_PER_LINK,
      ),
      promise(
        `${links} links: rows read by a count`,
        Math.max(...counts.map((call) => call.rowsRead)),
        MAX_ROWS_PER_COUNT,
      ),
      promise(
        `${links} links: rows read by a folder in the order of clicks, ÷ √(links × page)`,
        (sorted?.rowsRead ?? 0) / Math.sqrt(links * PAGE_SIZE),
        5,
      ),
    ];
  });
}

await benchApi();
