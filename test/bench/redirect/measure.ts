/**
 * Measures cells in many short rounds, there and back again in turn, so that a busy moment of the machine falls on all of them
 * alike. Connections stay open throughout; CPU is read before a slice and after its last event has arrived.
 */
import { ORPHANS_KEPT } from '../../../workers/edge/capture/orphans-kept.ts';
import type { Cell } from './cells.ts';
import { CELLS } from './cells.ts';
import { cpuSeconds, watchOthers } from './cpu.ts';
import { type Connections, openConnections, percentile } from './load.ts';
import type { Counts, Server, ServerName } from './servers.ts';

export interface Plan {
  rounds: number;
  cellMs: number;
  warmUpMs: number;
  connections: number;
  /** Length of the latency pass with one connection. */
  singleMs: number;
}

export interface Round {
  requestsPerSecond: number;
  cpuMicros: number;
  p50Ms: number;
  p99Ms: number;
}

export interface CellResult {
  id: string;
  title: string;
  rounds: Round[];
  /** One connection: the latency without a queue in front of the worker. */
  single: { p50Ms: number; p99Ms: number };
  /** Counted by the stand-ins. */
  perRequest: { kvReads: number; d1Statements: number; queueSends: number };
}

type Tally = { requests: number; before: Counts; after: Counts };

/** A server under load, over connections that stay open. */
interface Driven {
  server: Server;
  connections: Connections;
}

export interface Measured {
  cells: CellResult[];
  /** What other programs used of the machine in each round, 0 to 1. */
  others: number[];
}

export async function measure(
  servers: Map<ServerName, Server>,
  plan: Plan,
  say: (line: string) => void,
): Promise<Measured> {
  const results = CELLS.map((cell): CellResult => ({
    id: cell.id,
    title: cell.title,
    rounds: [],
    single: { p50Ms: 0, p99Ms: 0 },
    perRequest: { kvReads: 0, d1Statements: 0, queueSends: 0 },
  }));
  const next = counter();
  const others: number[] = [];
  const cells = CELLS.map((cell, index) => ({ cell, result: results[index]!, tallies: [] as Tally[] }));
  await withConnections(servers, plan.connections, async (driven) => {
    const pids = [...servers.values()].map((server) => server.pid);
    for (const { cell } of cells) await loadCell(cell, driven, plan.warmUpMs, next);
    for (let round = 0; round < plan.rounds; round++) {
      if (round % SAY_EVERY === 0) say(`round ${round + 1} of ${plan.rounds}`);
      const othersSoFar = await watchOthers(pids);
      for (const { cell, result, tallies } of round % 2 === 0 ? cells : cells.toReversed()) {
        const { sample, tally } = await loadCell(cell, driven, plan.cellMs, next);
        result.rounds.push(sample);
        tallies.push(tally);
      }
      others.push(await othersSoFar());
    }
  });
  say('one connection');
  await withConnections(servers, 1, async (driven) => {
    for (const { cell, result } of cells) {
      const { sample } = await loadCell(cell, driven, plan.singleMs, next);
      result.single = { p50Ms: sample.p50Ms, p99Ms: sample.p99Ms };
    }
  });
  for (const { result, tallies } of cells) result.perRequest = perRequest(tallies);
  return { cells: results, others };
}

async function withConnections(
  servers: Map<ServerName, Server>,
  count: number,
  work: (driven: Map<ServerName, Driven>) => Promise<void>,
): Promise<void> {
  const driven = new Map<ServerName, Driven>();
  try {
    for (const [name, server] of servers)
      driven.set(name, { server, connections: await openConnections(server.port, count) });
    await work(driven);
  } finally {
    for (const { connections } of driven.values()) connections.close();
  }
}

/** Lines of progress: one for so many rounds. */
const SAY_EVERY = 20;

/** Unknown keys must be new in every round. */
function counter(): () => number {
  let n = 0;
  return () => n++;
}

async function loadCell(cell: Cell, driven: Map<ServerName, Driven>, durationMs: number, next: () => number) {
  const found = driven.get(cell.server);
  if (!found) throw new Error(`No server "${cell.server}"`);
  const { server, connections } = found;
  const before = await server.counts();
  const cpuBefore = await cpuSeconds(server.pid);
  const result = await connections.load({
    durationMs,
    path: () => cell.path(next()),
    status: cell.status,
  });
  const { eventsPerRequest } = cell;
  const after =
    eventsPerRequest === 'sampled'
      ? await sampled(server, before, result.seconds)
      : await drained(server, before, result.requests * eventsPerRequest);
  const cpu = (await cpuSeconds(server.pid)) - cpuBefore;
  const sample: Round = {
    requestsPerSecond: result.requests / result.seconds,
    cpuMicros: (cpu * 1e6) / result.requests,
    p50Ms: percentile(result.latencies, 0.5),
    p99Ms: percentile(result.latencies, 0.99),
  };
  return { sample, tally: { requests: result.requests, before, after } };
}

/** Every captured click has to arrive: a bench that loses some measures something else. */
async function drained(server: Server, before: Counts, events: number): Promise<Counts> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const now = await server.counts();
    const arrived = now.events - before.events;
    if (arrived === events) return now;
    if (arrived > events || Date.now() > deadline)
      throw new Error(`${server.name}: ${arrived} events arrived for ${events} redirects`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A crowd of visits that lead nowhere may cost the queue a bounded number of sends. */
async function sampled(server: Server, before: Counts, seconds: number): Promise<Counts> {
  await new Promise((resolve) => setTimeout(resolve, 50));
  const after = await server.counts();
  const kept = after.events - before.events;
  const allowed = ORPHANS_KEPT.burst + ORPHANS_KEPT.perSecond * Math.ceil(seconds + 1);
  if (kept > allowed) throw new Error(`${server.name}: ${kept} orphan visits were kept, ${allowed} are allowed`);
  return after;
}

/** Over all rounds: what an isolate does once a second must not fall between two slices. */
function perRequest(tallies: Tally[]): CellResult['perRequest'] {
  const requests = tallies.reduce((sum, tally) => sum + tally.requests, 0);
  const each = (name: 'kvReads' | 'd1Statements' | 'queueSends'): number =>
    tallies.reduce((sum, { before, after }) => sum + after[name] - before[name], 0) / requests;
  return { kvReads: each('kvReads'), d1Statements: each('d1Statements'), queueSends: each('queueSends') };
}
