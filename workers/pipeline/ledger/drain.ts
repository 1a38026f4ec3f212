/**
 * Empties the outbox into ClickHouse, batch by batch. A batch is recorded before it is sent and stays the same until it is
 * known to be stored, so a send after an unknown outcome is the same insert.
 */
import { afterFailure, breakerState, breakerWait, CLOSED_BREAKER } from '#core/ledger/breaker.ts';
import { TOKEN_TRUST_MS } from '#core/ledger/limits.ts';
import { afterBatch, type Pace } from '#core/ledger/pace.ts';
import { describeError, type Log } from '#platform/log/log.ts';
import { batchLines, nextBatch } from './batch.ts';
import type { Book } from './book.ts';
import { markDirty } from './dirty-hours.ts';
import { holdWait } from './hold.ts';
import type { Batch } from './meta.ts';
import type { Sink, SinkBatch } from '#core/ledger/sink.ts';
import type { LedgerSql } from './sql.ts';
import { touchedBy } from './touched.ts';

export interface DrainTools {
  sql: LedgerSql;
  book: Book;
  sink: Sink;
  /** How large batches are and how long they gather; each batch's end changes it. */
  pace: Pace;
  /** Unix milliseconds. */
  now: () => number;
  log: Log;
}

/** `idle`: nothing waits. `stored`: one batch more is in. `failed`: the outcome is not known. `paused`: the breaker is open, or a repair holds. */
export type DrainOutcome = 'idle' | 'stored' | 'failed' | 'paused';

/** One step. Never throws for reasons of the store; the same step may be repeated at any time. */
export async function drainOnce(tools: DrainTools): Promise<DrainOutcome> {
  const { book, now } = tools;
  if (breakerWait(book.position.breaker, now()) > 0) return 'paused';
  const batch = await recordedBatch(tools);
  if (batch === 'held') return 'paused';
  if (!batch) return 'idle';
  const startedAt = now();
  try {
    await deliver(tools, batch);
  } catch (error) {
    noteFailure(tools, batch, error);
    notePace(tools, false, startedAt);
    return 'failed';
  }
  book.noteStored(batch, CLOSED_BREAKER);
  notePace(tools, true, startedAt);
  return 'stored';
}

function notePace(tools: DrainTools, ok: boolean, startedAt: number): void {
  const now = tools.now();
  const { accepted } = tools.book.figures;
  tools.pace = afterBatch(tools.pace, { ok, tookMs: now - startedAt, accepted, now });
}

/** The batch in flight, or the next one; recorded, with this attempt counted, before anything leaves the object. */
async function recordedBatch({ sql, book, pace, now }: DrainTools): Promise<Batch | 'held' | undefined> {
  const { position } = book;
  const limits = { ...book.limits, batchEvents: Math.min(book.limits.batchEvents, pace.batchEvents) };
  const chosen = position.batch ?? (await nextBatch(sql, position.storedSeq, limits, now()));
  if (!chosen) return undefined;
  // In the same turn as the record below: whoever holds has seen that nothing is in flight. What is in flight goes on.
  if (!position.batch && holdWait(sql, now()) > 0) return 'held';
  const batch = { ...chosen, attempts: chosen.attempts + 1 };
  book.notePosition({ ...position, batch });
  return batch;
}

/**
 * A batch that is sent again is compared with raw before it counts as stored: a server that died between noting the token and keeping the
 * rows answers that they are in. What its views did is compared by the repair.
 */
async function deliver(tools: DrainTools, batch: Batch): Promise<void> {
  const { sql, book, sink } = tools;
  const send: SinkBatch = { token: batch.token, layout: batch.layout, n: batch.n, lines: batchLines(sql, batch) };
  if (batch.attempts === 1) return sink.store(send);
  if (isTrusted(batch, tools.now())) await sink.store(send);
  if (await isStored(tools, send)) return;
  // An old token is believed neither way: it may be forgotten, or remembered for rows that are not there.
  book.notePosition({ ...book.position, batch: { ...batch, resent: true } });
  await sink.store({ ...send, resend: batch.attempts });
}

/** Whether a second insert under the batch's token changes nothing if the first one arrived. */
function isTrusted({ createdAt, resent }: Batch, now: number): boolean {
  const ageMs = now - createdAt;
  // A batch from the future is of unknown age: the clock was set back.
  return !resent && ageMs >= 0 && ageMs <= TOKEN_TRUST_MS;
}

/**
 * Asks raw. Either way the rollups of the touched hours are in doubt (a view may have failed, or may run twice) and are marked for the
 * repair, which recomputes them from raw.
 */
async function isStored({ sql, sink, now, log }: DrainTools, batch: SinkBatch): Promise<boolean> {
  const { hours, ...place } = touchedBy(batch);
  const stored = await sink.countStored({ token: batch.token, ...place });
  markDirty(sql, hours, batch.token, now());
  log.warn('drain.looked_up', { batch: batch.token, events: batch.n, stored, dirtyHours: hours.length });
  return stored === batch.n;
}

function noteFailure({ book, now, log }: DrainTools, batch: Batch, error: unknown): void {
  const breaker = afterFailure(book.position.breaker, now());
  book.notePosition({ ...book.position, breaker });
  // A hiccup is a warning; an open breaker means events pile up until somebody or something recovers.
  const level = breakerState(breaker, now()) === 'closed' ? 'warn' : 'error';
  log[level]('drain.failed', {
    batch: batch.token,
    events: batch.n,
    attempt: batch.attempts,
    waiting: book.waiting.events,
    pauseMs: breaker.openUntil - now(),
    error: describeError(error),
  });
}
