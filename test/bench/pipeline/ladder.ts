/** The path, rung by rung: each adds one stage to the one before, so that the difference in CPU is the stage's own. */
import { type Outcome, type Plan, type Rung, type Server, startServer } from './server.ts';
import { DATABASE, startForgetfulStore, Store } from './store.ts';

export interface Shape {
  id: string;
  title: string;
  workspaces: number;
  linksPerWorkspace: number;
  perMessage: number;
}

const WORKSPACES = {
  giant: { workspaces: 1, linksPerWorkspace: 10_000 },
  many: { workspaces: 1_000, linksPerWorkspace: 50 },
};
export const SHAPES: readonly Shape[] = [
  { id: 'many-1', title: '1 000 workspaces, 1 event per message', ...WORKSPACES.many, perMessage: 1 },
  { id: 'giant-1', title: 'one workspace, 1 event per message', ...WORKSPACES.giant, perMessage: 1 },
  { id: 'many-10', title: '1 000 workspaces, 10 events per message', ...WORKSPACES.many, perMessage: 10 },
  { id: 'giant-10', title: 'one workspace, 10 events per message', ...WORKSPACES.giant, perMessage: 10 },
];

/** `empty`: the queue hand-over alone. `enrich`: + consumer. `ledger`: + ledgers, whose batches nobody keeps. `whole`: + ClickHouse. */
export type Step = 'empty' | 'enrich' | 'ledger' | 'whole';
export const STEPS: readonly Step[] = ['empty', 'enrich', 'ledger', 'whole'];
const RUNG: Record<Step, Rung> = { empty: 'empty', enrich: 'enrich', ledger: 'whole', whole: 'whole' };

export interface Cell {
  shape: string;
  step: Step;
  events: number;
  /** Acknowledged to the queue. */
  acceptedPerSecond: number;
  /** From the first hand-over to the last event known to be stored, the final gathering included. */
  storedPerSecond: number;
  workerMicros: number;
  clickhouseMicros: number;
  /** Of one invocation of the consumer, 100 messages. */
  batchP50Ms: number;
  rowsPer1000: number;
  retried: number;
}

/** Messages under way: 16 invocations of 100. Cloudflare runs up to 250. */
export const PARALLEL = 16;
const WARM_UP_EVENTS = 4_000;
const IDLE_POLL_MS = 50;
const IDLE_DEADLINE_MS = 600_000;

export function planOf(shape: Shape, events: number): Plan {
  const { perMessage, workspaces, linksPerWorkspace } = shape;
  return { events, perMessage, workspaces, linksPerWorkspace, parallel: PARALLEL, ratePerSecond: 0 };
}

/** @param events per cell of the whole path; the floors take half of it. */
export async function measureLadder(dir: string, events: number, say: (line: string) => void): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const shape of SHAPES) {
    for (const step of STEPS) {
      const cell = await measureCell(dir, shape, step, step === 'whole' ? events : events / 2);
      say(`${shape.title}, ${step}: ${Math.round(cell.storedPerSecond)} events/s`);
      cells.push(cell);
    }
  }
  return cells;
}

async function measureCell(dir: string, shape: Shape, step: Step, events: number): Promise<Cell> {
  const store = step === 'whole' ? await Store.start(dir, `clickhouse-${shape.id}`) : undefined;
  const forgetful = await startForgetfulStore();
  const clickhouse = { url: store?.url ?? forgetful.url, database: DATABASE };
  const server = await startServer({ dir, rung: RUNG[step], clickhouse });
  const hasLedger = RUNG[step] === 'whole';
  try {
    await server.run(planOf(shape, WARM_UP_EVENTS));
    if (hasLedger) await untilStored(server);
    const before = await readings(server, store);
    const startedAt = performance.now();
    const outcome = await server.run(planOf(shape, events));
    if (outcome.retried > 0)
      throw new Error(`${outcome.retried} events were sent back: something but the path was measured`);
    if (hasLedger) await untilStored(server);
    const seconds = (performance.now() - startedAt) / 1_000;
    const after = await readings(server, store);
    if (store) await expectAll(store, events + WARM_UP_EVENTS);
    return cellOf({ shape, step, outcome, seconds, before, after });
  } finally {
    await server.stop();
    forgetful.stop();
    await store?.stop();
  }
}

interface Readings {
  worker: number;
  clickhouse: number;
  rowsWritten: number;
}

async function readings(server: Server, store: Store | undefined): Promise<Readings> {
  const status = await server.status();
  const rowsWritten = status.reduce((sum, ledger) => sum + ledger.rowsWritten, 0);
  return { worker: await server.cpuSeconds(), clickhouse: (await store?.cpuSeconds()) ?? 0, rowsWritten };
}

interface Measured {
  shape: Shape;
  step: Step;
  outcome: Outcome;
  seconds: number;
  before: Readings;
  after: Readings;
}

function cellOf({ shape, step, outcome, seconds, before, after }: Measured): Cell {
  const { events, retried } = outcome;
  const micros = (name: 'worker' | 'clickhouse'): number => ((after[name] - before[name]) * 1e6) / events;
  return {
    shape: shape.id,
    step,
    events,
    retried,
    acceptedPerSecond: events / outcome.seconds,
    storedPerSecond: events / seconds,
    workerMicros: micros('worker'),
    clickhouseMicros: micros('clickhouse'),
    batchP50Ms: outcome.batchMs.toSorted((a, b) => a - b)[outcome.batchMs.length >> 1] ?? 0,
    rowsPer1000: ((after.rowsWritten - before.rowsWritten) / events) * 1_000,
  };
}

/** Until no ledger has anything waiting. Throws when that does not happen. */
export async function untilStored(server: Server): Promise<void> {
  const deadline = Date.now() + IDLE_DEADLINE_MS;
  for (;;) {
    const waiting = (await server.status()).reduce((sum, ledger) => sum + ledger.waiting, 0);
    if (waiting === 0) return;
    if (Date.now() > deadline)
      throw new Error(`${waiting} events were still waiting after ${IDLE_DEADLINE_MS / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, IDLE_POLL_MS));
  }
}

/** A bench that loses or doubles an event measures something else. */
export async function expectAll(store: Store, events: number): Promise<void> {
  const raw = await store.count('SELECT count() FROM raw_events_v1');
  const hours = await store.count('SELECT sum(events) FROM events_per_hour_v1');
  if (raw !== events || hours !== events)
    throw new Error(`handed over ${events}, raw has ${raw}, the hours have ${hours}`);
}
