/** The measurements: opening, watching at several rates, standing still, coming back. */
import { readFile, readdir } from 'node:fs/promises';
import type { CapturedClick } from '#core/event/captured.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import { cpuSeconds } from '../redirect/cpu.ts';
import type { TestStack } from '../../support/stack.ts';
import type { Tenant } from '../../support/tenant.ts';
import { BERLIN } from '../../support/visit.ts';
import type { Report } from './report.ts';
import { Tally, Watcher } from './watcher.ts';

const RATES = [1, 20, 200];
const SECONDS = 10;
/** Clicks of a second come in so many messages. */
const BURSTS_PER_SECOND = 10;
/** Sockets that are opened at the same time. */
const PARALLEL = 25;
const SETTLE_MS = 4_000;
const MISSED = 60;
/** MOST_BYTES, and the frame that goes over it. */
const MAX_STALLED_BYTES = 64_000 + 20_000;
/** One in so many stops reading. */
const STALLED_PART = 10;

export async function measureAll(
  stack: TestStack,
  sockets: number,
): Promise<Omit<Report, 'at' | 'machine' | 'loadBefore' | 'loadAfter'>> {
  const tenant = await stack.seedTenant();
  const pid = await workerdPid();
  let tally = new Tally();
  const open = (more: { resume?: string; acknowledges?: boolean } = {}) =>
    Watcher.open(stack.apiUrl, tenant.token, () => tally, more);
  console.log(`opening ${sockets} sockets`);
  const spent = await meter(pid);
  const watchers = await inTurns(sockets, () => open());
  const { seconds, cpuMs, grownMb } = await spent();
  const opening = { seconds, cpuMsEach: cpuMs / sockets, helloBytes: tally.bytes / tally.frames, memoryMb: grownMb };
  const rates: Report['rates'] = [];
  let sent = 0;
  for (const perSecond of RATES) {
    tally = new Tally();
    const { clicks, rate } = await measureRate({ stack, tenant, pid, sockets }, perSecond, tally);
    sent += clicks;
    rates.push(rate);
  }
  const allTold = watchers.every(({ told }) => told === sent);

  console.log('one in ten stops reading');
  const still = await inTurns(Math.floor(sockets / STALLED_PART), async () => {
    // Their places are taken from those that read, so that there are never more sockets than a workspace may have.
    watchers.pop()?.close();
    await pause(0);
    return open({ acknowledges: false });
  });
  tally = new Tally();
  await clickFor(stack, tenant, 200);
  await pause(SETTLE_MS);
  const besides = tally.delaysMs.toSorted((a, b) => a - b);
  const stalledBytes = Math.max(...still.map(({ bytes }) => bytes));
  for (const each of still) each.close();
  await pause(1_000);

  console.log('all come back');
  tally = new Tally();
  const { told: before = 0 } = watchers[0] ?? {};
  const places = watchers.map(({ resume }) => resume);
  for (const each of watchers) each.close();
  await pause(1_000);
  await send(stack, tenant, MISSED);
  await pause(SETTLE_MS);
  const backAt = performance.now();
  let next = 0;
  const back = await inTurns(places.length, () => open({ resume: places[next++] ?? '' }));
  const resuming = { seconds: (performance.now() - backAt) / 1_000, sockets: back.length, missed: MISSED };
  const toldAgain = back.every(({ told }) => told === MISSED);
  const gaps = tally.gaps;
  for (const each of back) each.close();

  const { rowsWritten, accepted } = await stack.ledgerStatus(tenant);
  return {
    sockets,
    opening,
    rates,
    stalled: { sockets: still.length, mostBytes: stalledBytes, othersP95Ms: at(besides, 0.95) },
    resuming,
    rowsPerEvent: rowsWritten / accepted,
    promises: promisesOf({
      sockets,
      sent,
      allTold,
      back: back.length,
      allAgain: toldAgain && gaps === 0 && before > 0,
      gaps,
      stalledBytes,
    }),
  };
}

/** Begins to measure the runtime; the function it gives tells what has been spent since. */
async function meter(pid: number): Promise<() => Promise<{ seconds: number; cpuMs: number; grownMb: number }>> {
  const [startedAt, cpu, memory] = [performance.now(), await cpuSeconds(pid), await memoryMb(pid)];
  return async () => ({
    seconds: (performance.now() - startedAt) / 1_000,
    cpuMs: ((await cpuSeconds(pid)) - cpu) * 1_000,
    grownMb: (await memoryMb(pid)) - memory,
  });
}

interface Outcome {
  sockets: number;
  sent: number;
  allTold: boolean;
  back: number;
  allAgain: boolean;
  gaps: number;
  stalledBytes: number;
}

function promisesOf({ sockets, sent, allTold, back, allAgain, gaps, stalledBytes }: Outcome): Report['promises'] {
  const kilobytes = Math.round(stalledBytes / 1_000);
  return [
    { what: `each of ${sockets} sockets was told of each of ${sent} clicks, shown or counted`, holds: allTold },
    {
      what: `each of ${back} that came back was told of the ${MISSED} clicks it missed, ${gaps} gaps`,
      holds: allAgain,
    },
    {
      what: `a socket that does not read holds at most 64 KB (${kilobytes} KB)`,
      holds: stalledBytes <= MAX_STALLED_BYTES,
    },
  ];
}

interface Watched {
  stack: TestStack;
  tenant: Tenant;
  pid: number;
  sockets: number;
}

/** @param tally what the sockets are told meanwhile. */
async function measureRate(
  { stack, tenant, pid, sockets }: Watched,
  perSecond: number,
  tally: Tally,
): Promise<{ clicks: number; rate: Report['rates'][number] }> {
  console.log(`${perSecond} clicks a second`);
  const [cpu, startedAt] = [await cpuSeconds(pid), performance.now()];
  const clicks = await clickFor(stack, tenant, perSecond);
  const seconds = (performance.now() - startedAt) / 1_000;
  await pause(SETTLE_MS);
  const delays = tally.delaysMs.toSorted((a, b) => a - b);
  const rate = {
    perSecond: clicks / seconds,
    framesPerSocketSecond: tally.frames / sockets / seconds,
    bytesPerFrame: tally.bytes / tally.frames,
    p50Ms: at(delays, 0.5),
    p95Ms: at(delays, 0.95),
    p99Ms: at(delays, 0.99),
    cpuUsPerFrame: (((await cpuSeconds(pid)) - cpu) * 1e6) / tally.frames,
  };
  return { clicks, rate };
}

/** @returns clicks sent. */
async function clickFor(stack: TestStack, tenant: Tenant, perSecond: number): Promise<number> {
  const bursts = Math.min(perSecond, BURSTS_PER_SECOND) * SECONDS;
  const each = (perSecond * SECONDS) / bursts;
  for (let burst = 0; burst < bursts; burst++) {
    const next = pause((SECONDS * 1_000) / bursts);
    await send(stack, tenant, each);
    await next;
  }
  return bursts * each;
}

async function send(stack: TestStack, { workspaceId }: Tenant, clicks: number): Promise<void> {
  const events = Array.from({ length: clicks }, (_, n): CapturedClick => {
    const ts = Date.now();
    return {
      type: 'click',
      id: uuidv7(ts),
      ts,
      workspaceId,
      linkId: `link_${n % 50}`,
      domain: 'go.acme.example',
      key: `key${n % 50}`,
      url: 'https://example.com/bench',
      visitor: (n % 5_000).toString(16).padStart(16, '0'),
      ua: BERLIN.ua,
      referer: '',
      language: 'de-DE',
      geo: { country: 'DE', continent: 'EU', region: 'BE', city: 'Berlin', asn: 3320 },
      trigger: 'link',
      signs: [],
      rule: '',
      variant: '',
    };
  });
  await stack.send({ v: 1, events });
}

async function inTurns<Result>(count: number, make: () => Promise<Result>): Promise<Result[]> {
  const made: Result[] = [];
  for (let left = count; left > 0; left -= PARALLEL)
    made.push(...(await Promise.all(Array.from({ length: Math.min(PARALLEL, left) }, make))));
  return made;
}

/** The runtime that this process has started. */
async function workerdPid(): Promise<number> {
  for (const name of await readdir('/proc')) {
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const [, comm, parent] = /^\d+ \((.*)\) \S (\d+)/.exec(stat) ?? [];
    if (comm === 'workerd' && Number(parent) === process.pid) return Number(name);
  }
  throw new Error('The stack’s workerd is not among the processes.');
}

async function memoryMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
}

function at(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
