/** The ledger's parts on the storage of a real Durable Object, with a sink and a clock of the test's own. */
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { FIRST_PACE } from '#core/ledger/pace.ts';
import type { Sink } from '#core/ledger/sink.ts';
import { NO_LOG } from '#platform/log/log.ts';
import { Book } from '../ledger/book.ts';
import { BOOK_LIMITS, type BookLimits } from '../ledger/book-limits.ts';
import { drainOnce, type DrainTools } from '../ledger/drain.ts';
import { durableSql } from '../ledger/sql.ts';

export interface Room extends DrainTools {
  /** Unix milliseconds of the test's clock; set it to move on. */
  time: number;
  state: DurableObjectState;
  /** Throws away what is in memory and loads again, as after an eviction. */
  evict(): void;
}

let rooms = 0;

/** Runs `work` inside a fresh object. The object's own ledger code stays idle. */
export async function inRoom<Result>(
  sink: Sink,
  work: (room: Room) => Promise<Result>,
  limits: Partial<BookLimits> = {},
): Promise<Result> {
  const stub = (env as unknown as PipelineEnv).LEDGER.getByName(`room-${++rooms}`);
  return runInDurableObject(stub, async (_instance, state) => {
    const sql = durableSql(state.storage);
    const open = () => new Book(sql, { ...BOOK_LIMITS, ...limits });
    const room: Room = {
      state,
      sql,
      sink,
      pace: FIRST_PACE,
      log: NO_LOG,
      time: Date.now(),
      now: () => room.time,
      book: open(),
      evict() {
        room.book = open();
        room.pace = FIRST_PACE;
      },
    };
    return work(room);
  });
}

/** Enough for any test's outbox; more means that the drain does not end. */
const MAX_TURNS = 500;
/** The breaker's longest pause. */
const PAUSE_MS = 30_000;

/** Drains until nothing waits, moving the clock past every pause. */
export async function drainUntilIdle(room: Room): Promise<void> {
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const outcome = await drainOnce(room);
    if (outcome === 'idle') return;
    if (outcome !== 'stored') room.time += PAUSE_MS;
  }
  throw new Error(`still ${room.book.waiting.events} events after ${MAX_TURNS} turns`);
}
