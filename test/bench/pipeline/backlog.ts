/** ClickHouse is away while ten minutes of events arrive; then it comes back while they go on arriving. How long until all is well? */
import { expectAll, planOf, SHAPES, untilStored } from './ladder.ts';
import { residentBytes } from './memory.ts';
import { type Server, startServer } from './server.ts';
import { DATABASE, Store } from './store.ts';

export interface BacklogResult {
  events: number;
  ratePerSecond: number;
  /** How long the events took to be handed over, with ClickHouse away. */
  handOverSeconds: number;
  waitingBytes: number;
  /** From ClickHouse answering again to the first batch stored: the breaker's pause. */
  noticedSeconds: number;
  /** … to nothing older than five seconds waiting, new events arriving all the time. */
  recoveredSeconds: number;
  storedPerSecond: number;
  clickhouseMicros: number;
  peakResidentBytes: number;
  storedInAll: number;
}

/** What counts as recovered: the outbox holds no more than a healthy one does. */
const HEALTHY_AGE_MS = 5_000;
const POLL_MS = 100;
const DEADLINE_MS = 900_000;

/** @param events as many as wait when ClickHouse returns; @param ratePerSecond what goes on arriving then. */
export async function measureBacklog(dir: string, events: number, ratePerSecond: number): Promise<BacklogResult> {
  const [shape] = SHAPES;
  if (!shape) throw new Error('no shape to measure with');
  const store = await Store.start(dir, 'clickhouse-backlog');
  const server = await startServer({ dir, rung: 'whole', clickhouse: { url: store.url, database: DATABASE } });
  const peak = watchPeak(server);
  try {
    await store.leave();
    const handedOver = await server.run(planOf({ ...shape, perMessage: 10 }, events));
    const waitingBytes = (await server.status()).reduce((sum, ledger) => sum + ledger.waitingBytes, 0);
    await store.comeBack();
    const answersAt = performance.now();
    const cpuBefore = await store.cpuSeconds();
    const arriving = arrivals(server, ratePerSecond);
    const noticedAt = await until(server, ({ stored }) => stored > 0);
    const recoveredAt = await until(server, ({ oldestMs }) => oldestMs < HEALTHY_AGE_MS);
    const stored = (await server.status()).reduce((sum, ledger) => sum + ledger.stored, 0);
    const cpu = (await store.cpuSeconds()) - cpuBefore;
    const later = await arriving.stop();
    await untilStored(server);
    await expectAll(store, events + later);
    return {
      events,
      ratePerSecond,
      handOverSeconds: handedOver.seconds,
      waitingBytes,
      noticedSeconds: (noticedAt - answersAt) / 1_000,
      recoveredSeconds: (recoveredAt - answersAt) / 1_000,
      storedPerSecond: stored / ((recoveredAt - noticedAt) / 1_000),
      clickhouseMicros: (cpu * 1e6) / stored,
      peakResidentBytes: await peak.stop(),
      storedInAll: events + later,
    };
  } finally {
    await server.stop();
    await store.stop();
  }
}

/** Events that go on arriving second by second until told to stop; resolves then with how many they were. */
function arrivals(server: Server, ratePerSecond: number): { stop: () => Promise<number> } {
  const [shape] = SHAPES;
  let going = true;
  const done = (async () => {
    let events = 0;
    while (going && shape) events += (await server.run({ ...planOf(shape, ratePerSecond), ratePerSecond })).events;
    return events;
  })();
  // Awaited by stop(); when the run fails before that, its own error is the one to tell.
  done.catch(() => {});
  return {
    stop: () => {
      going = false;
      return done;
    },
  };
}

async function until(server: Server, reached: (now: { stored: number; oldestMs: number }) => boolean): Promise<number> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const status = await server.status();
    const stored = status.reduce((sum, ledger) => sum + ledger.stored, 0);
    if (reached({ stored, oldestMs: Math.max(...status.map((ledger) => ledger.oldestWaitingMs)) }))
      return performance.now();
    if (Date.now() > deadline) throw new Error(`not recovered after ${DEADLINE_MS / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function watchPeak(server: Server): { stop: () => Promise<number> } {
  let peak = 0;
  const look = async (): Promise<void> => {
    peak = Math.max(peak, await residentBytes(server.pid));
  };
  const timer = setInterval(() => void look().catch(() => {}), 250);
  return {
    stop: async () => {
      clearInterval(timer);
      await look();
      return peak;
    },
  };
}
