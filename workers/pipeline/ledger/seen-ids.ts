/**
 * Which event ids have been counted: exact, whatever their number. Recent ids are in memory; older ones are frozen to disk in
 * runs, each behind the range of its id prefixes and a Bloom filter, so that a new id hardly ever costs a read.
 */
import { bloomOf, mayHold } from '#core/ledger/dedupe/bloom.ts';
import { IdSet } from '#core/ledger/dedupe/id-set.ts';
import { hashId, ID_WORDS, idPrefix, sameId, wordsOf } from '#core/ledger/dedupe/packed-id.ts';
import type { BookLimits } from './book-limits.ts';
import { readMeta, writeMeta } from './meta.ts';
import type { LedgerSql, SqlRow } from './sql.ts';

interface Run {
  run: number;
  /** Unix ms of the newest commit in it, never before the ledger's own clock: the run may go when that is past the dedupe window. */
  newestAt: number;
  /** Last log entry with ids of it. */
  lastSeq: number;
  n: number;
  parts: number;
  /** Smallest and largest id prefix. */
  low: number;
  high: number;
  /** Null when memory is short: then every id within the range is looked up. */
  filter: Uint32Array | null;
}

type Limits = Pick<BookLimits, 'idsPerPart' | 'filterBytes' | 'idsHeld'>;

const PART_SEED = 0x1b56c4f5;

export class SeenIds {
  readonly #sql: LedgerSql;
  readonly #limits: Limits;
  #recent = new IdSet();
  /** Unix milliseconds of the newest commit among the recent ids. */
  #recentAt = 0;
  #runs: Run[];
  #forgottenAt: number;

  constructor(sql: LedgerSql, limits: Limits) {
    this.#sql = sql;
    this.#limits = limits;
    this.#runs = loadRuns(sql, limits.filterBytes);
    this.#forgottenAt = readMeta(sql, 'forgotten', { at: 0 }).at;
  }

  /** Unix milliseconds before or at which every id was counted, held or forgotten. */
  get newestAt(): number {
    return this.#runs.reduce(
      (newest, run) => Math.max(newest, run.newestAt),
      Math.max(this.#recentAt, this.#forgottenAt),
    );
  }

  /** Unix milliseconds of the newest id that may have been forgotten, 0 when none ever was. */
  get forgottenAt(): number {
    return this.#forgottenAt;
  }

  get recentCount(): number {
    return this.#recent.size;
  }

  get heldCount(): number {
    return this.#runs.reduce((sum, run) => sum + run.n, this.#recent.size);
  }

  /** Unix milliseconds of the oldest run, 0 when there is none. */
  get oldestFrozenAt(): number {
    return this.#runs.length === 0 ? 0 : Math.min(...this.#runs.map((run) => run.newestAt));
  }

  has(ids: Uint32Array, at: number): boolean {
    if (this.#recent.has(ids, at)) return true;
    if (this.#runs.length === 0) return false;
    const prefix = idPrefix(ids, at);
    return this.#runs.some(
      (run) =>
        prefix >= run.low &&
        prefix <= run.high &&
        (!run.filter || mayHold(run.filter, ids, at)) &&
        this.#onDisk(run, ids, at),
    );
  }

  /** @param at Unix milliseconds of the commit that counted them. */
  remember(ids: Uint32Array, at: number): void {
    this.#recent.addAll(ids);
    this.#recentAt = Math.max(this.#recentAt, at);
  }

  /**
   * Moves the recent ids to disk as run number `run`; to be called inside a transaction. The returned function moves them in memory,
   * after it.
   * @param lastSeq the last log entry with ids of it.
   * @param at Unix milliseconds by the ledger's own clock; the run is as young as this, or as its newest commit.
   */
  writeRun(run: number, lastSeq: number, at: number): () => void {
    const newestAt = Math.max(at, this.#recentAt);
    const ids = this.#recent.packed();
    const n = this.#recent.size;
    const parts = Math.ceil(n / this.#limits.idsPerPart);
    const filter = bloomOf(ids);
    const [low, high] = prefixRange(ids);
    this.#sql.all(
      'INSERT INTO id_runs (run, newest_at, n, parts, low, high, filter) VALUES (?, ?, ?, ?, ?, ?, ?)',
      run,
      newestAt,
      n,
      parts,
      low,
      high,
      filter,
    );
    this.#sql.all('INSERT INTO run_ends (run, last_seq) VALUES (?, ?)', run, lastSeq);
    for (const [part, words] of splitIntoParts(ids, parts).entries()) {
      this.#sql.all('INSERT INTO id_parts (run, part, ids) VALUES (?, ?, ?)', run, part, words);
    }
    return () => {
      this.#recent = new IdSet();
      this.#recentAt = 0;
      this.#runs = fitFilters(
        [...this.#runs, { run, newestAt, lastSeq, n, parts, low, high, filter }],
        this.#limits.filterBytes,
      );
    };
  }

  /**
   * Forgets runs older than `windowStart`, and the oldest ones while more ids are held than may be; never one with events that still
   * wait for the store. That they are forgotten is written down: from then on an event as old as they are is asked of raw.
   */
  forget(windowStart: number, storedSeq: number): void {
    const runs = this.#forgettable(windowStart, storedSeq);
    if (runs.length === 0) return;
    const forgottenAt = runs.reduce((newest, run) => Math.max(newest, run.newestAt), this.#forgottenAt);
    this.#sql.transaction(() => {
      for (const { run } of runs)
        for (const table of ['id_parts', 'run_ends', 'id_runs'])
          this.#sql.all(`DELETE FROM ${table} WHERE run = ?`, run);
      writeMeta(this.#sql, 'forgotten', { at: forgottenAt });
    });
    this.#runs = this.#runs.filter((run) => !runs.includes(run));
    this.#forgottenAt = forgottenAt;
  }

  #forgettable(windowStart: number, storedSeq: number): Run[] {
    let excess = this.heldCount - this.#limits.idsHeld;
    const forgettable: Run[] = [];
    for (const run of this.#runs.toSorted((a, b) => a.newestAt - b.newestAt)) {
      if (run.newestAt >= windowStart && excess <= 0) break;
      if (run.lastSeq > storedSeq) continue;
      forgettable.push(run);
      excess -= run.n;
    }
    return forgettable;
  }

  #onDisk(run: Run, ids: Uint32Array, at: number): boolean {
    const part = hashId(ids, at, PART_SEED) % run.parts;
    const [stored] = this.#sql.all<{ ids: ArrayBuffer }>(
      'SELECT ids FROM id_parts WHERE run = ? AND part = ?',
      run.run,
      part,
    );
    if (!stored) throw new Error(`part ${part} of id run ${run.run} is missing`);
    const words = wordsOf(stored.ids);
    for (let other = 0; other < words.length; other += ID_WORDS) if (sameId(words, other, ids, at)) return true;
    return false;
  }
}

interface StoredRun extends SqlRow {
  run: number;
  newest_at: number;
  last_seq: number;
  n: number;
  parts: number;
  low: number;
  high: number;
}

/** Newest first get their filters back, as far as memory allows. */
function loadRuns(sql: LedgerSql, filterBytes: number): Run[] {
  const stored = sql.all<StoredRun>(
    'SELECT run, newest_at, coalesce(last_seq, 0) AS last_seq, n, parts, low, high FROM id_runs LEFT JOIN run_ends USING (run) ORDER BY run DESC',
  );
  let room = filterBytes;
  const runs = stored.map(({ newest_at: newestAt, last_seq: lastSeq, ...rest }): Run => {
    if (room <= 0) return { ...rest, newestAt, lastSeq, filter: null };
    const [row] = sql.all<{ filter: ArrayBuffer }>('SELECT filter FROM id_runs WHERE run = ?', rest.run);
    room -= row?.filter.byteLength ?? 0;
    return { ...rest, newestAt, lastSeq, filter: row ? wordsOf(row.filter) : null };
  });
  return runs.toReversed();
}

/** Drops the filters of the oldest runs until the rest fits. `runs` are oldest first. */
function fitFilters(runs: Run[], filterBytes: number): Run[] {
  let excess = runs.reduce((sum, run) => sum + (run.filter?.byteLength ?? 0), 0) - filterBytes;
  return runs.map((run) => {
    if (excess <= 0 || !run.filter) return run;
    excess -= run.filter.byteLength;
    return { ...run, filter: null };
  });
}

function prefixRange(ids: Uint32Array): [number, number] {
  let low = Number.MAX_SAFE_INTEGER;
  let high = 0;
  for (let at = 0; at < ids.length; at += ID_WORDS) {
    const prefix = idPrefix(ids, at);
    if (prefix < low) low = prefix;
    if (prefix > high) high = prefix;
  }
  return [low, high];
}

/** Distributes ids over parts by hash, keeping their order within a part. */
function splitIntoParts(ids: Uint32Array, parts: number): Uint32Array[] {
  const sizes = new Uint32Array(parts);
  for (let at = 0; at < ids.length; at += ID_WORDS) sizes[hashId(ids, at, PART_SEED) % parts]! += 1;
  const split = [...sizes].map((size) => new Uint32Array(size * ID_WORDS));
  const filled = new Uint32Array(parts);
  for (let at = 0; at < ids.length; at += ID_WORDS) {
    const part = hashId(ids, at, PART_SEED) % parts;
    split[part]!.set(ids.subarray(at, at + ID_WORDS), filled[part]! * ID_WORDS);
    filled[part]! += 1;
  }
  return split;
}
