/** Every bound of the ledger, with its reason. */

/** Appends that arrive within this time share one commit: one row written for many events. */
export const GROUP_WINDOW_MS = 15;
/** A forming commit this large is written at once. */
export const MAX_GROUP_EVENTS = 2_000;
/** Rows of one log entry; SQLite in a Durable Object holds at most 2 MB per value. */
export const MAX_ENTRY_BYTES = 1_000_000;
export const MAX_ENTRY_EVENTS = 2_000;
/** One call's events; the consumer splits larger groups. Keeps an RPC argument under 4 MB. */
export const MAX_EVENTS_PER_APPEND = 2_000;
/** Rows waiting for ClickHouse, of the object's 10 GB: about 8 million events. Beyond it callers are refused. */
export const MAX_OUTBOX_BYTES = 4_000_000_000;

/**
 * The measured best when behind (docs/bench/pipeline.md): an insert of any size costs about 0.1 s of ClickHouse's CPU for its parts and
 * views, so rows get cheaper up to here; above it little is won, and the text of a batch is held in memory three times over.
 */
export const MAX_BATCH_EVENTS = 10_000;
export const MAX_BATCH_BYTES = 8_000_000;
/** A store in trouble is asked for less at a time, down to here; smaller inserts would only cost it more. */
export const MIN_BATCH_EVENTS = 1_000;
/** An insert slower than this is a third of the way to its timeout: the next one is smaller. */
export const SLOW_INSERT_MS = 10_000;
/** How long events gather before a batch that is not full is sent: well under the 5 s in which stats must show a click. */
export const DRAIN_DELAY_MS = 1_000;
/** How long they gather when many come: half the inserts, and with the queue's half second and the insert still under 5 s. */
export const MAX_GATHER_MS = 2_500;
/** One alarm works this long, then sets the next: an alarm may run 15 minutes, and eviction should find little to repeat. */
export const MAX_DRAIN_MS = 25_000;
/**
 * Tables remember 10 000 inserted blocks. Eight ledgers at two batches a second fill that in 10 minutes, so an older token
 * is not believed: the batch is looked up before it is sent again.
 */
export const TOKEN_TRUST_MS = 10 * 60_000;

/** A repair may keep a ledger from sending this long; its statements take a fraction of it. */
export const MAX_HOLD_MS = 60_000;
/** How long a hold waits for the batch in flight: an insert takes under a second, or is in trouble. */
export const HOLD_PATIENCE_MS = 5_000;

/** Counters since the checkpoint live in memory and are replayed at load; at most this many events or log entries of them. */
export const CHECKPOINT_EVENTS = 50_000;
export const CHECKPOINT_ENTRIES = 5_000;
/** Counters are spread over this many stored pages. With 20 million links a page holds 20 000 entries, about 1.5 MB. */
export const COUNTER_PAGES = 1_024;

/** Recent ids live in one exact set in memory (24 bytes each) until this many, then go to disk in one step: about 18 rows. */
export const FREEZE_IDS = 65_536;
/** Quiet ledgers freeze by entries, so that loading never reads more than this many. */
export const FREEZE_ENTRIES = 20_000;
/** Ids per stored part of a run: 64 KB, read whole when a filter says "perhaps". */
export const IDS_PER_PART = 4_096;
/** Filters kept in memory, 16 bits per id: 4 million ids. Runs beyond it stay exact: the part an id belongs to is read from disk. */
export const MAX_FILTER_BYTES = 8_000_000;

/**
 * Ids held at most: 700 a second for 49 hours. A frozen id takes 18.4 bytes of disk; capacity.test.ts measures that these fit beside a full
 * outbox and full counters. Beyond them the oldest go early, and events as old as these are judged by raw.
 */
export const MAX_IDS_HELD = 130_000_000;
/**
 * An event may have been counted this long before the time it bears: ten minutes are believed. The rest is for clocks that disagree, and
 * for ids that are forgotten while an event is on its way from being judged to being counted.
 */
export const MAX_AHEAD_MS = 3_600_000;

/**
 * Ids are forgotten by a clock that advances at most this much per look, once a minute when idle: a clock set ahead by days
 * would have to stay wrong for most of an hour before an id goes too early.
 */
export const MAX_CLOCK_STEP_MS = 3_600_000;

/** Live frames per workspace and second are at most four; the first one goes out at once. */
export const LIVE_INTERVAL_MS = 250;
/** Links named in one live frame; a screen shows fewer. */
export const MAX_LIVE_LINKS = 200;
/** Sockets watching one workspace through one ledger; docs/bench/live.md measures a thousand. */
export const MAX_SOCKETS_PER_WORKSPACE = 1_000;
/** The newest entries of the log are kept up to this many events, about 8 MB, also when nothing else needs them: live clients that come back read on in them. */
export const RING_EVENTS = 20_000;
/** What one look into the log for a live client reads at most: some 100 ms of the ledger's time. */
export const MAX_LOOK_EVENTS = 10_000;
export const MAX_LOOK_BYTES = 8_000_000;
export const MAX_LOOK_ENTRIES = 5_000;
/** Subscriptions of one socket within a minute: each may be a look. */
export const MAX_SUBSCRIBES_PER_MINUTE = 30;
