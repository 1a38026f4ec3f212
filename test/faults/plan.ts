/** From a seed to a plan: which faults, in which order, at which strength, over how many events. Pure. */
import { createRandom, type Random } from '../../dev/seed/random.ts';
import { type Blow, type FaultSet, MAX_LEDGERS, NO_FAULTS, type StoreFault } from './faults.ts';

export interface Segment {
  /** Events offered while its faults are on. */
  events: number;
  /** Names of its faults, for the report. */
  title: string;
  faults: FaultSet;
  blow: Blow | null;
}

export interface Plan {
  seed: string;
  /** Begins with a message that no acknowledgement ever reaches, so that it ends as a dead letter. */
  cursed: boolean;
  segments: Segment[];
}

/** Sizes of a segment: short enough for many faults in one plan, long enough that each meets some batches. */
const EVENTS_PER_SEGMENT = 400;
const MIN_SEGMENTS = 4;
/** More events make the segments larger, not more. */
const MAX_SEGMENTS = 26;
/** How far a clock is stepped at most, either way. */
const MAX_STEP_MS = 60 * 60_000;
/** What takes seconds to come back, or to be given up, falls on every so many seeds. */
const STACK_KILLED_EVERY = 7;
const WORKERS_KILLED_EVERY = 5;
const LEDGERS_CHANGED_EVERY = 6;
const CURSED_EVERY = 4;
/** A move is over within this, mostly. */
const MAX_MOVING_MS = 600;

type Ingredient = (random: Random) => { title: string; faults: Partial<FaultSet> };

const share = (random: Random, from: number, to: number): number =>
  Math.round((from + random.next() * (to - from)) * 100) / 100;

const STORE_FAULTS: readonly StoreFault[] = [
  'down',
  'slow',
  'written_then_500',
  'cut_before_answer',
  'cut_in_body',
  'read_only',
  'disk_full',
];

const queue =
  (title: string, make: (random: Random) => Partial<FaultSet['queue']>): Ingredient =>
  (random) => ({ title, faults: { queue: { ...NO_FAULTS.queue, ...make(random) } } });
const ledger =
  (title: string, make: (random: Random) => Partial<FaultSet['ledger']>): Ingredient =>
  (random) => ({ title, faults: { ledger: { ...NO_FAULTS.ledger, ...make(random) } } });

const OTHER_INGREDIENTS: readonly Ingredient[] = [
  queue('sends refused', (random) => ({ refused: share(random, 0.1, 0.6) })),
  queue('sends refused and unconfirmed', (random) => ({
    refused: share(random, 0.05, 0.3),
    unconfirmed: share(random, 0.05, 0.3),
  })),
  queue('duplicates', (random) => ({ twice: share(random, 0.2, 0.8), unacked: share(random, 0.05, 0.3) })),
  queue('reordered duplicates', (random) => ({ spreadMs: 200 + random.below(800), unacked: share(random, 0.05, 0.3) })),
  queue('consumers killed', (random) => ({ killed: share(random, 0.2, 0.6) })),
  ledger('ledgers evicted in appends', (random) => ({ evictedInAppend: share(random, 0.05, 0.3) })),
  ledger('ledgers evicted in drains', (random) => ({ evictedInDrain: share(random, 0.3, 0.9) })),
  ledger('ledger calls refused', (random) => ({ refused: share(random, 0.1, 0.4) })),
  (random) => ({
    title: 'queue refuses, ledgers and R2 too at times',
    faults: {
      queue: { ...NO_FAULTS.queue, refused: share(random, 0.8, 1) },
      ledger: { ...NO_FAULTS.ledger, refused: share(random, 0.4, 0.9) },
      vault: { refused: share(random, 0.2, 0.6) },
    },
  }),
  (random) => ({ title: 'R2 refuses', faults: { vault: { refused: share(random, 0.2, 0.7) } } }),
  () => ({ title: 'a rollup has no room', faults: { rollupFull: true } }),
];

/** @param seed whole number; every few seeds meet what takes longer. */
export function makePlan(seed: number, events: number): Plan {
  const random = createRandom(`faults/${seed}`);
  const count = Math.min(MAX_SEGMENTS, Math.max(MIN_SEGMENTS, Math.ceil(events / EVENTS_PER_SEGMENT)));
  const stores = shuffled(random, STORE_FAULTS);
  const others = shuffled(random, OTHER_INGREDIENTS);
  const blows = blowsFor(seed, count, random);
  const segments = Array.from({ length: count }, (_, index): Segment => {
    const size = Math.floor((events * (index + 1)) / count) - Math.floor((events * index) / count);
    const kind = stores[index % stores.length] ?? 'down';
    const other = (others[index % others.length] ?? OTHER_INGREDIENTS[0]!)(random);
    // Every other segment leaves ClickHouse alone, so that what piled up drains under the remaining faults.
    const withStore = index % 2 === 0;
    const faults: FaultSet = { ...NO_FAULTS, ...other.faults };
    if (withStore) faults.store = { kind, share: share(random, 0.4, 1) };
    const blow = blows.get(index) ?? null;
    const title = [other.title, withStore && `ClickHouse ${kind}`, blow?.kind].filter(Boolean).join(' + ');
    return { events: size, title: title.replaceAll('_', ' '), faults, blow };
  });
  return { seed: String(seed), cursed: seed % CURSED_EVERY === 0, segments };
}

function blowsFor(seed: number, count: number, random: Random): Map<number, Blow> {
  const step = (): Blow => ({ kind: 'clock_step', ms: Math.round((random.next() * 2 - 1) * MAX_STEP_MS) });
  const kinds: Blow[] = [step(), step(), { kind: 'clickhouse_killed' }];
  if (seed % WORKERS_KILLED_EVERY === 0) kinds.push({ kind: 'workers_killed' });
  if (seed % STACK_KILLED_EVERY === 0) kinds.push({ kind: 'stack_killed' });
  if (seed % LEDGERS_CHANGED_EVERY === 0) {
    const ledgers = 1 + random.below(MAX_LEDGERS);
    kinds.push({ kind: 'ledgers_changed', ledgers, movingMs: random.below(MAX_MOVING_MS) });
  }
  const places = shuffled(
    random,
    Array.from({ length: count }, (_, index) => index),
  );
  return new Map(kinds.slice(0, count).map((blow, index) => [places[index] ?? 0, blow]));
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, order: random.next() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
