/** The ledger's memory: decides what counts, writes it down in one transaction, and knows how much waits for ClickHouse. */
import type { EventRow } from '#core/event/row.ts';
import type { Breaker } from '#core/ledger/breaker.ts';
import {
  type AppendResult,
  DEDUPE_WINDOW_MS,
  type EventIdentity,
  ID_MEMORY_MS,
  type Totals,
} from '#core/ledger/contract.ts';
import type { Counter } from '#core/ledger/move.ts';
import { IdSet } from '#core/ledger/dedupe/id-set.ts';
import { ID_WORDS, packIds, wordsOf } from '#core/ledger/dedupe/packed-id.ts';
import { MAX_AHEAD_MS } from '#core/ledger/limits.ts';
import { Repeats } from '#core/ledger/repeats.ts';
import { type MinuteCounts, minuteKey } from '#core/ledger/minute-tally.ts';
import { dayKey, linkKey, readTallies, totalsOf, workspaceKey } from '#core/ledger/tally.ts';
import { BOOK_LIMITS, type BookLimits } from './book-limits.ts';
import { CounterBook, type CounterPart } from './counter-book.ts';
import { cutEntries } from './cut-entries.ts';
import { deleteThrough, entriesToReplay, insertEntry, outboxSize } from './log-entries.ts';
import {
  type Batch,
  type Checkpoint,
  type DrainPosition,
  FIRST_CHECKPOINT,
  FIRST_POSITION,
  readMeta,
  writeMeta,
} from './meta.ts';
import { OwnClock } from './own-clock.ts';
import { Ring } from './ring.ts';
import { migrate } from './schema.ts';
import { SeenIds } from './seen-ids.ts';
import type { LedgerSql } from './sql.ts';

/** What one commit did: one result per group, and the rows that were counted, for the live feed. */
export interface Committed {
  results: AppendResult[];
  counted: EventRow[];
}

/** Memory holds this many times what a checkpoint or a freeze should find: about 100 MB with a link of its own for each event. */
const CHOKED_TIMES = 8;

export class Book {
  readonly limits: BookLimits;
  readonly #sql: LedgerSql;
  readonly #seen: SeenIds;
  readonly #clock: OwnClock;
  readonly #counters: CounterBook;
  readonly #repeats = new Repeats();
  readonly #ring: Ring;
  #checkpoint: Checkpoint;
  #frozen: { seq: number; run: number };
  #position: DrainPosition;
  #waiting: { events: number; bytes: number };
  #lastSeq: number;
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
    this.#clock = new OwnClock(sql, this.#seen.oldestFrozenAt);
    this.#counters = new CounterBook(sql);
    this.#accepted = this.#checkpoint.accepted;
    this.#duplicates = this.#checkpoint.duplicates;
    this.#lastSeq = Math.max(this.#checkpoint.seq, this.#frozen.seq, this.#position.storedSeq);
    this.#replay();
    this.#waiting = outboxSize(sql, this.#position.storedSeq);
    this.#ring = new Ring(sql, limits.ringEvents);
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
    if (counted.length > 0) this.#write(counted, this.#unwrittenDuplicates + duplicates, now);
    this.#unwrittenDuplicates = counted.length > 0 ? 0 : this.#unwrittenDuplicates + duplicates;
    this.#duplicates += duplicates;
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

  /** Clicks of the last hour by minute, see minute-tally.ts. */
  minutes(workspaceId: string): Map<string, MinuteCounts> {
    const prefix = minuteKey(workspaceId, '');
    return new Map(
      [...this.#counters.readPrefix(prefix)].map(([key, [hits = 0, clicks = 0]]) => [
        key.slice(prefix.length),
        { hits, clicks },
      ]),
    );
  }

  /** Those whose ids are not held here. */
  withoutHeld<Event extends EventIdentity>(events: readonly Event[]): Event[] {
    const ids = packIds(events.map((event) => event.event_id));
    return events.filter((_, index) => !this.#seen.has(ids, index * ID_WORDS));
  }

  /** Unix milliseconds: an event dated from here on that was ever counted here is among the ids held. */
  rememberedFrom(now: number): number {
    return Math.max(now - ID_MEMORY_MS, this.#seen.forgottenAt + MAX_AHEAD_MS);
  }

  /** Unix milliseconds: nothing was counted here later, whatever the clock says now. */
  get newestAt(): number {
    return this.#seen.newestAt;
  }

  /** Unix milliseconds: what was counted before is over for the dedupe window, by a clock that does not leap. */
  get windowStart(): number {
    return this.#clock.at - DEDUPE_WINDOW_MS;
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

  /** Tidying up has failed for so long that memory must not take more. */
  get isChoked(): boolean {
    return this.#checkpointDue(CHOKED_TIMES) || this.#freezeDue(CHOKED_TIMES);
  }

  /** Takes a checkpoint or freezes ids when it is time, and forgets ids past the dedupe window or beyond what may be held. */
  tidy(now: number): void {
    this.#clock.follow(now);
    if (this.#checkpointDue(1)) this.takeCheckpoint();
    if (this.#freezeDue(1)) this.#freeze();
    this.#seen.forget(this.windowStart, this.#position.storedSeq);
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

  #write(counted: EventRow[], duplicates: number, now: number): void {
    const marked = counted.map((row) => this.#repeats.mark(row));
    const entries = cutEntries(marked, { firstSeq: this.#lastSeq + 1, at: now, duplicates });
    try {
      this.#sql.transaction(() => {
        for (const entry of entries) insertEntry(this.#sql, entry);
      });
    } catch (error) {
      this.#repeats.forget();
      throw error;
    }
    for (const entry of entries) {
      this.#seen.remember(entry.ids, now);
      this.#counters.add(entry.tallies);
      this.#ring.note(entry);
      this.#waiting = { events: this.#waiting.events + entry.n, bytes: this.#waiting.bytes + entry.rows.byteLength };
    }
    this.#accepted += counted.length;
    this.#lastSeq += entries.length;
    this.#clock.startAt(now);
  }

  #replay(): void {
    for (const entry of entriesToReplay(this.#sql, Math.min(this.#checkpoint.seq, this.#frozen.seq))) {
      this.#lastSeq = Math.max(this.#lastSeq, entry.seq);
      this.#clock.startAt(entry.at);
      if (entry.seq > this.#frozen.seq) this.#seen.remember(wordsOf(entry.ids), entry.at);
      if (entry.seq <= this.#checkpoint.seq) continue;
      this.#counters.add(readTallies(entry.tallies));
      this.#accepted += entry.n;
      this.#duplicates += entry.duplicates;
    }
  }

  #freeze(): void {
    const frozen = { seq: this.#lastSeq, run: this.#frozen.run + 1 };
    const forget = this.#sql.transaction(() => {
      const done = this.#seen.writeRun(frozen.run, frozen.seq, this.#clock.at);
      writeMeta(this.#sql, 'frozen', frozen);
      this.#dropAbsorbed(this.#position.storedSeq, this.#checkpoint.seq, frozen.seq);
      return done;
    });
    forget();
    this.#frozen = frozen;
  }

  /** An entry is needed until ClickHouse has its rows, a page its counters and a run its ids; the newest stay for live clients. */
  #dropAbsorbed(storedSeq: number, checkpointSeq: number, frozenSeq: number): void {
    deleteThrough(this.#sql, Math.min(storedSeq, checkpointSeq, frozenSeq, this.#ring.floor));
  }
}
