/** Measures one size: times of calls over HTTP, rows that their questions read, and how fast links are made. */
import { percentile } from '../redirect/load.ts';
import { WorkspaceLinks } from '../../../workers/platform/d1/links/workspace-links.ts';
import { metered } from '../../../workers/platform/d1/testing/metered.ts';
import type { Tenant } from '../../support/tenant.ts';
import { type BenchCall, CALLS } from './calls.ts';
import type { BenchD1 } from './fill.ts';

/** Repetitions of one call; the first of all is left out. */
const REPEATS = 11;
const CREATES = 20;
const PAGE_SIZE = 100;

export interface CallRow {
  title: string;
  p50Ms: number;
  p95Ms: number;
  answered: number;
  /** D1 rows read by one call's questions about links. */
  rowsRead: number;
}

export interface SizeRow {
  links: number;
  fillSeconds: number;
  /** Bytes of the shard, as D1 reports them. */
  databaseBytes: number;
  calls: CallRow[];
  create: { p50Ms: number; p95Ms: number };
  /** Links made per second by the background job of an import. */
  importPerSecond: number;
  /** Rows written to the shard per link. */
  rowsWritten: number;
}

export interface Target {
  apiUrl: string;
  tenant: Tenant;
  shard: BenchD1;
}

export async function measureCalls(target: Target): Promise<CallRow[]> {
  const rows: CallRow[] = [];
  for (const call of CALLS) rows.push(await measureCall(target, call));
  return rows;
}

async function measureCall(target: Target, call: BenchCall): Promise<CallRow> {
  const times: number[] = [];
  let answered = 0;
  for (let repeat = 0; repeat <= REPEATS; repeat++) {
    const started = performance.now();
    const body = await send(target, 'GET', call.path);
    if (repeat > 0) times.push(performance.now() - started);
    answered = Array.isArray(body) ? body.length : 1;
  }
  return { title: call.title, ...spread(times), answered, rowsRead: await rowsReadBy(target, call) };
}

/** The store's own statements against the same database, counted by it. */
async function rowsReadBy({ shard, tenant }: Target, { ask }: BenchCall): Promise<number> {
  const { database, meter } = metered(shard);
  const links = new WorkspaceLinks(database, tenant.workspaceId);
  const page = { limit: PAGE_SIZE, offset: 0, sort: 'createdAt', order: 'desc' } as const;
  if (ask.list) await links.list({ showArchived: false, ...ask.list[0] }, { ...page, ...ask.list[1] });
  if (ask.count) await links.count({ showArchived: false, ...ask.count });
  return meter.rowsRead;
}

export async function measureCreates(target: Target, round: string): Promise<SizeRow['create']> {
  const times: number[] = [];
  for (let n = 0; n < CREATES; n++) {
    const started = performance.now();
    await send(target, 'POST', '/links', {
      url: `https://destination.example/${round}/${n}`,
      title: 'Made by the bench',
    });
    times.push(performance.now() - started);
  }
  return spread(times);
}

async function send({ apiUrl, tenant }: Target, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(apiUrl + path, {
    method,
    headers: { authorization: `Bearer ${tenant.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as unknown;
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

function spread(times: number[]): { p50Ms: number; p95Ms: number } {
  const sorted = Float64Array.from(times).toSorted();
  return { p50Ms: percentile(sorted, 0.5), p95Ms: percentile(sorted, 0.95) };
}
