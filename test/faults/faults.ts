/** What can go wrong, as values: a plan is a list of these, and the same seed makes the same list. */

/** Shares are probabilities per occasion, from 0 to 1. */
export interface QueueFaults {
  /** Sends refused before anything is written. */
  refused: number;
  /** Sends written although the sender is told that they failed. */
  unconfirmed: number;
  /** Batches delivered twice at the same time. */
  twice: number;
  /** Messages whose acknowledgement is lost. */
  unacked: number;
  /** Batches whose consumer is killed after it has appended and before it could acknowledge anything. */
  killed: number;
  /** Each message waits for a time up to this, so that they overtake each other. */
  spreadMs: number;
}

export interface LedgerFaults {
  /** Appends refused outright, as by an overloaded object. */
  refused: number;
  /** Appends during which the object is ended: before, in or after its commit. */
  evictedInAppend: number;
  /** Alarms during which it is ended, with a batch recorded, sent or just answered. */
  evictedInDrain: number;
}

export interface VaultFaults {
  /** Writes to R2 that fail. */
  refused: number;
}

/** How the proxy in front of ClickHouse treats a request. */
export type StoreFault =
  | 'down'
  | 'slow'
  | 'written_then_500'
  | 'cut_before_answer'
  | 'cut_in_body'
  | 'read_only'
  | 'disk_full';

export interface StoreFaults {
  kind: StoreFault;
  /** Share of requests that meet it. */
  share: number;
}

/** All that is switched on at one time. */
export interface FaultSet {
  queue: QueueFaults;
  ledger: LedgerFaults;
  vault: VaultFaults;
  store: StoreFaults | null;
  /** A rollup's table has no room although raw has: the insert fails half way. */
  rollupFull: boolean;
}

export const NO_FAULTS: FaultSet = {
  queue: { refused: 0, unconfirmed: 0, twice: 0, unacked: 0, killed: 0, spreadMs: 0 },
  ledger: { refused: 0, evictedInAppend: 0, evictedInDrain: 0 },
  vault: { refused: 0 },
  store: null,
  rollupFull: false,
};

/** What happens once, at the middle of a segment. */
export type Blow =
  | { kind: 'clock_step'; ms: number }
  | { kind: 'clickhouse_killed' }
  | { kind: 'workers_killed' }
  | { kind: 'stack_killed' }
  /** Killed, started with another number of ledgers, and killed again while workspaces move. */
  | { kind: 'ledgers_changed'; ledgers: number; movingMs: number };

/** Most ledgers that a plan asks for. */
export const MAX_LEDGERS = 6;

/** How often each fault has really struck, by name. */
export type Hits = Record<string, number>;

export function addHits(all: Hits, more: Hits): Hits {
  const sum = { ...all };
  for (const [name, times] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + times;
  return sum;
}

/** What the workers are told for one segment. */
export interface Orders {
  /** Seeds the dice inside. */
  dice: string;
  faults: Pick<FaultSet, 'queue' | 'ledger' | 'vault'>;
}

/** Where the wrapped workers listen, for the harness only. */
export const ORDERS_PATH = '/.faults/orders';
export const CLOCK_PATH = '/.faults/clock';
export const QUESTIONS_PATH = '/.faults/questions';
/** A message with this text in it is never acknowledged: in the end it is a dead letter. */
export const CURSED = 'faults-cursed';
