/** The ledger's memory: decides what counts, writes it down in one transaction, and knows how much waits for ClickHouse. */
import { ROW_LAYOUT, writeRow } from '#core/event/columns.ts';
import { clickHouseTime, type EventRow } from '#core/event/row.ts';
import type { Breaker } from '#core/ledger/breaker.ts';
import { type AppendResult, DEDUPE_WINDOW_MS, type Totals } from '#core/ledger/contract.ts';
import type { Counter } from '#core/ledger/move.ts';
import { IdSet } from '#core/ledger/dedupe/id-set.ts';
import { ID_WORDS, packIds, wordsOf } from '#core/ledger/dedupe/packed-id.ts';
import { MAX_CLOCK_STEP_MS, MAX_ENTRY_BYTES, MAX_ENTRY_EVENTS } from '#core/ledger/limits.ts';
import { Repeats } from '#core/ledger/repeats.ts';
import { dayKey, linkKey, readTallies, tallyRows, totalsOf, workspaceKey } from '#core/ledger/tally.ts';
import { BOOK_LIMITS, type BookLimits } from './book-limits.ts';
import { CounterBook, type CounterPart } from './counter-book.ts';
import { deleteThrough, entriesToReplay, insertEntry, type LogEntry, outboxSize } from './log-entries.ts';
import {
  type Batch,
  type Checkpoint,
  type DrainPosition,
  FIRST_CHECKPOINT,
  FIRST_POSITION,
  readMeta,
  writeMeta,
} from './meta.ts';
import { migrate } from './schema.ts';
import { SeenIds } from './seen-ids.ts';
import type { LedgerSql } from './sql.ts';

/** What one commit did: one result per group, and the rows that were counted, for the live feed. */
export interface Committed {
  results: AppendResult[];
  counted: EventRow[];
}

const encoder = new TextEncoder();

export class Book {
  readonly limits: BookLimits;
  readonly #sql: LedgerSql;
  readonly #seen: SeenIds;
  readonly #counters: CounterBook;
  readonly #repeats = new Repeats();
  #checkpoint: Checkpoint;
  #frozen: { seq: number; run: number };
  #position: DrainPosition;
  #waiting: { events: number; bytes: number };
  #lastSeq: number;
  /** The time by which ids are forgotten: follows the clock, but never leaps and never goes back. 0 while nothing was ever counted. */
  #believedNow: number;
  /** Newest commit whose ids are not frozen, by the clock. */
  #newestAt = 0;
  #accepted: number;
  #duplicates: number;
  /** Duplicates refused since the last entry; they travel with the next one. */
  #unwrittenDuplicates = 0;

  /** Rebuilds everything from disk: what is not there was never promised. */
  constructor(sql: LedgerSql, limits: BookLimits = BOOK_LIMITS) {
    migrate(sql);
    this.#sql = sql;
    this.limits = limits;
    this.#checkpoint = readMeta(sql, 'checkpoint', FIRST_CHECKPOINT);
    this.#frozen = readMeta(sql, 'frozen', { seq: 0, run: 0 });
    this.#position = readMeta(sql, 'drain', FIRST_POSITION);
    this.#seen = new SeenIds(sql, limits);
    this.#counters = new CounterBook(sql);
    this.#accepted = this.#checkpoint.accepted;
    this.#duplicates = this.#checkpoint.duplicates;
    this.#lastSeq = Math.max(this.#checkpoint.seq, this.#frozen.seq, this.#position.storedSeq);
    this.#believedNow = readMeta(sql, 'clock', { at: this.#seen.oldestFrozenAt }).at;
    this.#replay();
    this.#waiting = outboxSize(sql, this.#position.storedSeq);
  }

  get position(): DrainPosition {
    return this.#position;
  }

  get waiting(): { events: number; bytes: number } {
    return this.#waiting;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  get figures(): { accepted: number; duplicates: number; idsHeld: number } {
    return { accepted: this.#accepted, duplicates: this.#duplicates, idsHeld: this.#seen.heldCount };
  }

  /** Counts each event id once, within these groups and within the dedupe window. Throws without effect when the disk refuses. */
  commit(groups: readonly (readonly EventRow[])[], now: number): Committed {
    const forming = new IdSet();
    const counted: EventRow[] = [];
    const results = groups.map((rows): AppendResult => {
      const before = counted.length;
      const ids = packIds(rows.map((row) => row.event_id));
      for (const [index, row] of rows.entries()) {
        const at = index * ID_WORDS;
        if (!this.#seen.has(ids, at) && forming.add(ids, at)) counted.push(row);
      }
      const accepted = counted.length - before;
      return { accepted, duplicates: rows.length - accepted };
    });
    const duplicates = results.reduce((sum, result) => sum + result.duplicates, 0);
    this.#unwrittenDuplicates += duplicates;
    this.#duplicates += duplicates;
    if (counted.length > 0) this.#write(counted, now);
    return { results, counted };
  }

  totals(workspaceId: string, linkIds: readonly string[]): { workspace: Totals; links: Totals[] } {
    const keys = [workspaceKey(workspaceId), ...linkIds.map((linkId) => linkKey(workspaceId, linkId))];
    const [workspace, ...links] = this.#counters.read(keys);
    return { workspace: totalsOf(workspace), links: links.map(totalsOf) };
  }

  /** Accepted events by UTC day of the event, `YYYY-MM-DD` → count. */
  acceptedByDay(workspaceId: string): Record<string, number> {
    const prefix = dayKey(workspaceId, '');
    return Object.fromEntries(
      [...this.#counters.readPrefix(prefix)].map(([key, [n = 0]]) => [key.slice(prefix.length), n]),
    );
  }

  /** Which of these ids have been counted here within the dedupe window, for whichever workspace. */
  countedIds(ids: readonly string[]): string[] {
    const packed = packIds([...ids]);
    return ids.filter((_, index) => this.#seen.has(packed, index * ID_WORDS));
  }

  /** A few pages of a workspace's counters, complete as of the last checkpoint. */
  countersOf(workspaceId: string, fromPage: number): CounterPart {
    return this.#counters.partOf(workspaceId, fromPage);
  }

  /** Takes over the counters of a workspace that was counted elsewhere; to be called inside a transaction. */
  adoptCounters(entries: readonly Counter[]): void {
    this.#counters.adopt(entries);
  }

  /** Workspaces counted since the checkpoint. */
  unwrittenWorkspaces(): Set<string> {
    return this.#counters.unwrittenWorkspaces();
  }

  /** Workspaces with accepted events on a UTC day, one page in order of id. */
  workspacesOn(day: string, after: string): string[] {
    return this.#counters.workspacesOn(day, after);
  }

  /** Records a batch about to be sent, a failure, or the breaker: anything but progress. */
  notePosition(position: DrainPosition): void {
    writeMeta(this.#sql, 'drain', position);
    this.#position = position;
  }

  /** The recorded batch is in ClickHouse: its rows stop waiting, and log entries that nobody needs any more go. */
  noteStored(batch: Batch, breaker: Breaker): void {
    const { storedEvents } = this.#position;
    const position = { storedSeq: batch.lastSeq, storedEvents: storedEvents + batch.n, batch: null, breaker };
    this.#sql.transaction(() => {
      writeMeta(this.#sql, 'drain', position);
      this.#dropAbsorbed(position.storedSeq, this.#checkpoint.seq, this.#frozen.seq);
    });
    this.#position = position;
    this.#waiting = { events: this.#waiting.events - batch.n, bytes: this.#waiting.bytes - batch.bytes };
  }

  /** More has gathered in memory than a checkpoint or a freeze should find: nobody has tidied up for a while. */
  get overdue(): boolean {
    return this.#checkpointDue(2) || this.#freezeDue(2);
  }

  /** Forgets ids past the dedupe window, and takes a checkpoint or freezes ids when it is time. */
  tidy(now: number): void {
    this.#followClock(now);
    this.#seen.expire(this.#believedNow - DEDUPE_WINDOW_MS);
    if (this.#checkpointDue(1)) this.#takeCheckpoint();
    if (this.#freezeDue(1)) this.#freeze();
  }

  /** Stored once per hour passed, so that a ledger that is evicted between any two looks gets on as well. */
  #followClock(now: number): void {
    const from = this.#believedNow === 0 ? now : this.#believedNow;
    this.#believedNow = Math.max(from, Math.min(now, from + MAX_CLOCK_STEP_MS));
    const stored = readMeta(this.#sql, 'clock', { at: 0 }).at;
    if (this.#believedNow >= stored + MAX_CLOCK_STEP_MS) writeMeta(this.#sql, 'clock', { at: this.#believedNow });
  }

  #checkpointDue(times: number): boolean {
    const { checkpointEvents, checkpointEntries } = this.limits;
    const events = this.#accepted - this.#checkpoint.accepted;
    return events >= times * checkpointEvents || this.#lastSeq - this.#checkpoint.seq >= times * checkpointEntries;
  }

  #freezeDue(times: number): boolean {
    const { freezeIds, freezeEntries } = this.limits;
    return this.#seen.recentCount >= times * freezeIds || this.#lastSeq - this.#frozen.seq >= times * freezeEntries;
  }

  /** Writes the counters into their pages. What is forming in memory only is not part of it. */
  takeCheckpoint(): void {
    const checkpoint = {
      seq: this.#lastSeq,
      accepted: this.#accepted,
      duplicates: this.#duplicates - this.#unwrittenDuplicates,
    };
    const forget = this.#sql.transaction(() => {
      const done = this.#counters.writePages();
      writeMeta(this.#sql, 'checkpoint', checkpoint);
      this.#dropAbsorbed(this.#position.storedSeq, checkpoint.seq, this.#frozen.seq);
      return done;
    });
    forget();
    this.#checkpoint = checkpoint;
  }

  #write(counted: EventRow[], now: number): void {
    const entries = this.#entriesOf(counted, now);
    try {
      this.#sql.transaction(() => {
        for (const entry of entries) insertEntry(this.#sql, entry);
      });
    } catch (error) {
      this.#repeats.forget();
      throw error;
    }
    this.#unwrittenDuplicates = 0;
    for (const entry of entries) {
      this.#seen.remember(entry.ids);
      this.#counters.add(entry.tallies);
      this.#waiting = { events: this.#waiting.events + entry.n, bytes: this.#waiting.bytes + entry.rows.byteLength };
    }
    this.#accepted += counted.length;
    this.#lastSeq += entries.length;
    this.#noteTime(now);
  }

  #noteTime(at: number): void {
    this.#newestAt = Math.max(this.#newestAt, at);
    if (this.#believedNow === 0) this.#believedNow = at;
  }

  #entriesOf(counted: EventRow[], now: number): LogEntry[] {
    const receivedAt = clickHouseTime(now);
    return splitByLimits(counted.map((row) => ({ ...this.#repeats.mark(row), received_at: receivedAt }))).map(
      ({ rows, lines }, index) => ({
        seq: this.#lastSeq + 1 + index,
        at: now,
        n: rows.length,
        duplicates: index === 0 ? this.#unwrittenDuplicates : 0,
        ids: packIds(rows.map((row) => row.event_id)),
        tallies: tallyRows(rows),
        layout: ROW_LAYOUT,
        rows: lines,
      }),
    );
  }

  #replay(): void {
    for (const entry of entriesToReplay(this.#sql, Math.min(this.#checkpoint.seq, this.#frozen.seq))) {
      this.#lastSeq = Math.max(this.#lastSeq, entry.seq);
      this.#noteTime(entry.at);
      if (entry.seq > this.#frozen.seq) this.#seen.remember(wordsOf(entry.ids));
      if (entry.seq <= this.#checkpoint.seq) continue;
      this.#counters.add(readTallies(entry.tallies));
      this.#accepted += entry.n;
      this.#duplicates += entry.duplicates;
    }
  }

  #freeze(): void {
    const frozen = { seq: this.#lastSeq, run: this.#frozen.run + 1 };
    const forget = this.#sql.transaction(() => {
      const done = this.#seen.writeRun(frozen.run, Math.max(this.#newestAt, this.#believedNow));
      writeMeta(this.#sql, 'frozen', frozen);
      this.#dropAbsorbed(this.#position.storedSeq, this.#checkpoint.seq, frozen.seq);
      return done;
    });
    forget();
    this.#frozen = frozen;
    this.#newestAt = 0;
  }

  /** An entry is needed until ClickHouse has its rows, a page its counters and a run its ids. */
  #dropAbsorbed(storedSeq: number, checkpointSeq: number, frozenSeq: number): void {
    deleteThrough(this.#sql, Math.min(storedSeq, checkpointSeq, frozenSeq));
  }
}

/** Cuts rows into entries that fit into one stored value each. */
function splitByLimits(rows: EventRow[]): { rows: EventRow[]; lines: Uint8Array }[] {
  const lines = rows.map((row) => encoder.encode(writeRow(row)));
  const cuts: { rows: EventRow[]; lines: Uint8Array }[] = [];
  let start = 0;
  let bytes = 0;
  for (let index = 0; index <= rows.length; index++) {
    const next = lines[index]?.byteLength ?? 0;
    const full = index - start >= MAX_ENTRY_EVENTS || (bytes + next > MAX_ENTRY_BYTES && index > start);
    if (index === rows.length ? index > start : full) {
      cuts.push({ rows: rows.slice(start, index), lines: concat(lines.slice(start, index), bytes) });
      start = index;
      bytes = 0;
    }
    bytes += next;
  }
  return cuts;
}

function concat(parts: Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
