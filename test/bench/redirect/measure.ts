/** Measures cells in alternating rounds, so that a busy moment of the machine falls on all of them alike. */
import type { Cell } from './cells.ts';
import { CELLS } from './cells.ts';
import { cpuSeconds } from './cpu.ts';
import { load, percentile } from './load.ts';
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

export async function measure(
  servers: Map<ServerName, Server>,
  plan: Plan,
  say: (line: string) => void,
): Promise<CellResult[]> {
  const results = CELLS.map((cell): CellResult => ({
    id: cell.id,
    title: cell.title,
    rounds: [],
    single: { p50Ms: 0, p99Ms: 0 },
    perRequest: { kvReads: 0, d1Statements: 0, queueSends: 0 },
  }));
  const next = counter();
  for (const cell of CELLS) await loadCell(cell, servers, plan.warmUpMs, plan.connections, next);
  for (let round = 0; round < plan.rounds; round++) {
    if (round % 6 === 0) say(`round ${round + 1} of ${plan.rounds}`);
    for (const [index, cell] of CELLS.entries()) {
      const { sample, tally } = await loadCell(cell, servers, plan.cellMs, plan.connections, next);
      const result = results[index];
      if (!result) continue;
      result.rounds.push(sample);
      result.perRequest = perRequest(tally);
    }
  }
  say('one connection');
  for (const [index, cell] of CELLS.entries()) {
    const { sample } = await loadCell(cell, servers, plan.singleMs, 1, next);
    const result = results[index];
    if (result) result.single = { p50Ms: sample.p50Ms, p99Ms: sample.p99Ms };
  }
  return results;
}

/** Unknown keys must be new in every round. */
function counter(): () => number {
  let n = 0;
  return () => n++;
}

async function loadCell(
  cell: Cell,
  servers: Map<ServerName, Server>,
  durationMs: number,
  connections: number,
  next: () => number,
) {
  const server = servers.get(cell.server);
  if (!server) throw new Error(`No server "${cell.server}"`);
  const before = await server.counts();
  const cpuBefore = await cpuSeconds(server.pid);
  const result = await load({
    port: server.port,
    connections,
    durationMs,
    path: () => cell.path(next()),
    status: cell.status,
  });
  const after = await drained(server, before, result.requests * cell.eventsPerRequest);
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

function perRequest({ requests, before, after }: Tally): CellResult['perRequest'] {
  const each = (name: 'kvReads' | 'd1Statements' | 'queueSends'): number => (after[name] - before[name]) / requests;
  return { kvReads: each('kvReads'), d1Statements: each('d1Statements'), queueSends: each('queueSends') };
}
