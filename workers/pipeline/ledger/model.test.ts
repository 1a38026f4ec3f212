/** The ledger's core as a state machine: random commands on the real parts, told apart from a model that is a few sets. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeRow } from '#core/event/columns.ts';
import type { EventRow } from '#core/event/row.ts';
import { breakerWait } from '#core/ledger/breaker.ts';
import { NO_TOTALS } from '#core/ledger/contract.ts';
import { MAX_AHEAD_MS, MAX_HOLD_MS, TOKEN_TRUST_MS } from '#core/ledger/limits.ts';
import { row } from '../testing/click.ts';
import { drainUntilIdle, inRoom, type Room } from '../testing/ledger-room.ts';
import { type Fate, StoreModel } from '../testing/store-model.ts';
import { drainOnce } from './drain.ts';
import { endHold, takeHold } from './hold.ts';
import { oldestAfter } from './log-entries.ts';
import { withoutStored } from './old-events.ts';
import { waitingOf } from './waiting.ts';

const WORKSPACES = ['ws_a', 'ws_b'];
const LINKS = ['link_1', 'link_2', 'link_3'];
const POOL = Array.from({ length: 150 }, (_, index): EventRow =>
  row({
    // Every third id is random, as from an SDK, so that id prefixes do not follow time.
    ...(index % 3 === 0 && { id: crypto.randomUUID() }),
    ts: Date.now() - index * 3_600_000,
    workspaceId: WORKSPACES[index % 2] ?? '',
    linkId: LINKS[index % 3] ?? '',
    ...(index % 5 === 0 && { ua: 'curl/8' }),
  }),
);
const dateOf = (index: number): number => Date.parse(`${POOL[index]?.ts.replace(' ', 'T')}Z`);
const idOf = (index: number): string => POOL[index]?.event_id ?? '';
const rowsOf = (indexes: Iterable<number>): EventRow[] => [...indexes].map((index) => POOL[index] as EventRow);

/** What is true, in so many words. */
interface Model {
  /** Everything that was ever counted, in order. */
  counted: Set<number>;
  /** How many of them, from the first, are known to be stored. */
  stored: number;
  /** The batch in flight: how many events, and the token and bytes of its first send. */
  flight: { n: number; token: string; lines: string } | null;
  /** Clock until which a repair keeps new batches from being sent. */
  heldUntil: number;
}
interface Real {
  room: Room;
  store: StoreModel;
}
type Command = fc.AsyncCommand<Model, Real>;

const command = (name: string, run: (model: Model, real: Real) => Promise<void> | void): Command => ({
  check: () => true,
  run: async (model, real) => {
    await run(model, real);
    expectRight(model, real);
  },
  toString: () => name,
});

/**
 * Appends that share one commit; the same event may come in several of them, and may have come before. As in the ledger, what is older
 * than the ids is asked of the store first; what is dated ahead never gets here.
 */
function append(chosen: number[][]): Command {
  return command(`append ${JSON.stringify(chosen)}`, async (model, { room }) => {
    const groups = chosen.map((group) => group.filter((index) => dateOf(index) <= room.time + MAX_AHEAD_MS));
    const fresh = new Set(groups.flat().filter((index) => !model.counted.has(index)));
    const judged = await Promise.all(groups.map((group) => withoutStored(rowsOf(group), room)));
    const { results, counted } = room.book.commit(judged, room.time);
    expect(results.map((result) => result.accepted + result.duplicates)).toEqual(judged.map((group) => group.length));
    expect(counted.map((each) => each.event_id)).toEqual([...fresh].map(idOf));
    for (const index of fresh) model.counted.add(index);
  });
}

/** A commit that the disk refuses counts nothing; the caller brings the same rows again, or never. */
function refused(indexes: number[]): Command {
  return command(`refused ${JSON.stringify(indexes)}`, (model, { room }) => {
    const fresh = indexes.filter((index) => !model.counted.has(index));
    room.sql.all("CREATE TRIGGER full BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'disk full'); END");
    try {
      if (fresh.length > 0) expect(() => room.book.commit([rowsOf(fresh)], room.time)).toThrow('disk full');
    } finally {
      room.sql.all('DROP TRIGGER full');
    }
  });
}

function drain(fate: Fate): Command {
  return command(`drain ${fate}`, async (model, { room, store }) => {
    const { batch: before, breaker } = room.book.position;
    const paused = breakerWait(breaker, room.time) > 0;
    const waits = model.counted.size > model.stored;
    store.fate = fate;
    const sends = store.sends.length;
    const outcome = await drainOnce(room);
    store.fate = 'stored';
    const sent = store.sends.slice(sends);
    // Twice when the first one's token turned out to stand for nothing.
    expect(sent.length).toBeLessThanOrEqual(2);
    if (paused) expect(outcome).toBe('paused');
    else if (!waits) expect(outcome).toBe('idle');
    else if (!before) {
      // A hold seen after the clock was set back counts from now.
      model.heldUntil = Math.min(model.heldUntil, room.time + MAX_HOLD_MS);
      expect(outcome === 'paused').toBe(model.heldUntil > room.time);
    }
    if (outcome === 'paused' || outcome === 'idle') return expect(sent).toEqual([]);
    const [send] = sent;
    if (send && !model.flight) model.flight = { n: send.n, token: send.token, lines: send.lines };
    for (const { n, token, lines } of sent) expect({ n, token, lines }).toEqual(model.flight);
    if (outcome === 'failed') return expect(fate).not.toBe('stored');
    model.stored += before?.n ?? send?.n ?? 0;
    model.flight = null;
  });
}

const evict = command('evict', (_, { room }) => room.evict());
const tidy = command('tidy', (_, { room }) => room.book.tidy(room.time));
/** ClickHouse forgets its tokens only long after the time for which they are trusted. */
const forgetTokens = command('forget tokens', (_, { room, store }) => {
  room.time += 6 * TOKEN_TRUST_MS;
  store.forgetTokens();
});
const moveClock = (ms: number): Command => command(`clock ${ms}`, (_, { room }) => void (room.time += ms));
const hold = command('hold', (model, { room }) => {
  expect(takeHold(room.sql, 'repair', MAX_HOLD_MS, room.time)).toBe(true);
  model.heldUntil = room.time + MAX_HOLD_MS;
});
const release = command('release', (model, { room }) => {
  endHold(room.sql, 'repair');
  model.heldUntil = 0;
});

/** What must hold after every command, whatever came before it. */
function expectRight(model: Model, { room, store }: Real): void {
  const { figures, position, waiting } = room.book;
  const waits = [...model.counted].slice(model.stored);
  expect(figures.accepted).toBe(model.counted.size);
  expect(position.storedEvents).toBe(model.stored);
  expect(waiting).toEqual({ events: waits.length, bytes: waiting.bytes });
  expect(waiting.bytes === 0).toBe(waits.length === 0);
  expect(position.batch?.token).toBe(model.flight?.token ?? position.batch?.token);
  expect(oldestAfter(room.sql, position.storedSeq) === undefined).toBe(waits.length === 0);
  // In ClickHouse: all that is known to be stored, nothing that was not counted, nothing twice.
  const inStore = new Set(store.eventIds);
  expect(inStore.size).toBe(store.eventIds.length);
  expect([...model.counted].slice(0, model.stored).every((index) => inStore.has(idOf(index)))).toBe(true);
  const counted = new Set([...model.counted].map(idOf));
  expect(store.eventIds.every((id) => counted.has(id))).toBe(true);
  for (const workspaceId of WORKSPACES) expectWorkspace(model, room, workspaceId);
}

function expectWorkspace(model: Model, room: Room, workspaceId: string): void {
  const own = (rows: EventRow[]): EventRow[] => rows.filter((each) => each.workspace_id === workspaceId);
  const rows = own(rowsOf(model.counted));
  const { workspace, links } = room.book.totals(workspaceId, LINKS);
  expect(workspace).toEqual(expectedTotals(rows));
  expect(links).toEqual(LINKS.map((linkId) => expectedTotals(rows.filter((each) => each.link_id === linkId))));
  expect(room.book.acceptedByDay(workspaceId)).toEqual(byDay(rows));
  const { waitingByDay } = waitingOf(room.sql, workspaceId, room.book.position.storedSeq);
  expect(waitingByDay).toEqual(byDay(own(rowsOf([...model.counted].slice(model.stored)))));
}

function byDay(rows: EventRow[]): Record<string, number> {
  const days = Map.groupBy(rows, (each) => each.ts.slice(0, 10));
  return Object.fromEntries([...days].map(([day, all]) => [day, all.length]));
}

function expectedTotals(rows: EventRow[]) {
  const human = rows.filter((each) => each.class === 'human');
  const lastClickedAt = Math.max(0, ...human.map((each) => Date.parse(`${each.ts.replace(' ', 'T')}Z`)));
  return { ...NO_TOTALS, hits: rows.length, clicks: human.length, lastClickedAt };
}

/** Half of them from a handful, so that events meet themselves again. */
const someEvents = fc.array(fc.oneof(fc.nat(POOL.length - 1), fc.nat(9)), { maxLength: 8 });
const commands = fc.commands(
  [
    fc.array(someEvents, { maxLength: 3 }).map(append),
    fc.array(someEvents, { maxLength: 3 }).map(append),
    someEvents.map(refused),
    fc.constantFrom<Fate>('stored', 'stored', 'lost', 'silent', 'swallowed').map(drain),
    fc.constantFrom<Fate>('stored', 'stored', 'stored', 'lost', 'silent').map(drain),
    fc.constantFrom(evict, tidy),
    fc.constantFrom(evict, tidy),
    fc.constantFrom(forgetTokens, hold, release),
    // Hours and days forwards and a day backwards, beside the pauses of the breaker.
    fc.constantFrom(500, 1_000, 40_000, 7_000_000, 3 * 86_400_000, -1_000, -86_400_000).map(moveClock),
  ],
  // Runs of full length: short ones find little.
  { maxCommands: 60, size: 'max' },
);

/** Any relation between the bounds: what is absorbed first, pages or runs, must not matter. */
const tinyLimits = fc.record({
  checkpointEvents: fc.integer({ min: 1, max: 30 }),
  checkpointEntries: fc.integer({ min: 1, max: 5 }),
  freezeIds: fc.integer({ min: 1, max: 30 }),
  freezeEntries: fc.integer({ min: 1, max: 5 }),
  idsPerPart: fc.integer({ min: 1, max: 4 }),
  filterBytes: fc.integer({ min: 0, max: 60 }),
  // So few that ids are forgotten all the time, or enough for all.
  idsHeld: fc.constantFrom(0, 5, 20, 1_000),
  batchEvents: fc.integer({ min: 1, max: 20 }),
  batchBytes: fc.integer({ min: 500, max: 20_000 }),
});

it('counts each id once and stores each id once, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(commands, tinyLimits, async (taken, limits) => {
      const store = new StoreModel();
      await inRoom(
        store,
        async (room) => {
          const model: Model = { counted: new Set(), stored: 0, flight: null, heldUntil: 0 };
          await fc.asyncModelRun(() => ({ model, real: { room, store } }), taken);
          endHold(room.sql, 'repair');
          store.fate = 'stored';
          await drainUntilIdle(room);
          room.evict();
          model.stored = model.counted.size;
          model.flight = null;
          expectRight(model, { room, store });
          expect(store.eventIds).toEqual([...model.counted].map(idOf));
        },
        limits,
      );
    }),
    { numRuns: 60 },
  );
}, 180_000);

it('every line that is sent is the row that was counted, and no batch exceeds its bounds by more than one entry', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someEvents, { minLength: 1, maxLength: 20 }), tinyLimits, async (appends, limits) => {
      const store = new StoreModel();
      await inRoom(
        store,
        async (room) => {
          const counted = appends.flatMap((indexes) => room.book.commit([rowsOf(indexes)], room.time).counted);
          const entries = room.sql.all<{ n: number; bytes: number }>('SELECT n, length(rows) AS bytes FROM log');
          const largest = Math.max(0, ...entries.map(({ n }) => n));
          await drainUntilIdle(room);
          expect(store.sends.every(({ n }) => n <= Math.max(limits.batchEvents, largest))).toBe(true);
          const sent = store.sends.flatMap(({ lines }) => lines.trimEnd().split('\n'));
          expect(sent.length).toBe(counted.length);
          const withoutMarks = (line: string) => (JSON.parse(line) as string[]).filter((_, at) => at !== 5 && at !== 7);
          expect(sent.map(withoutMarks)).toEqual(counted.map((each) => withoutMarks(writeRow(each))));
        },
        limits,
      );
    }),
    { numRuns: 30 },
  );
}, 180_000);
