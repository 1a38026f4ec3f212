/**
 * Which event ids have been counted: exact, whatever their number. Recent ids are in memory; older ones are frozen to disk in
 * runs, each behind the range of its id prefixes and a Bloom filter, so that a new id hardly ever costs a read.
 */
import { bloomOf, mayHold } from '#core/ledger/dedupe/bloom.ts';
import { IdSet } from '#core/ledger/dedupe/id-set.ts';
import { hashId, ID_WORDS, idPrefix, sameId, wordsOf } from '#core/ledger/dedupe/packed-id.ts';
import type { BookLimits } from './book-limits.ts';
import type { LedgerSql, SqlRow } from './sql.ts';

interface Run {
  run: number;
  /** Unix ms of the newest commit in it, never before the ledger's own clock: the run may go when that is past the dedupe window. */
  newestAt: number;
  n: number;
  parts: number;
  /** Smallest and largest id prefix. */
  low: number;
  high: number;
  /** Null when memory is short: then every id within the range is looked up. */
  filter: Uint32Array | null;
}

type Limits = Pick<BookLimits, 'idsPerPart' | 'filterBytes'>;

const PART_SEED = 0x1b56c4f5;

export class SeenIds {
  readonly #sql: LedgerSql;
  readonly #limits: Limits;
  #recent = new IdSet();
  /** Unix milliseconds of the newest commit among the recent ids. */
  #recentAt = 0;
  #runs: Run[] = [];

  constructor(sql: LedgerSql, limits: Limits) {
    this.#sql = sql;
    this.#limits = limits;
    this.#runs = loadRuns(sql, limits.filterBytes);
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
   * after it. @param at Unix milliseconds by the ledger's own clock; the run is as young as this, or as its newest commit.
   */
  writeRun(run: number, at: number): () => void {
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
    for (const [part, words] of splitIntoParts(ids, parts).entries()) {
      this.#sql.all('INSERT INTO id_parts (run, part, ids) VALUES (?, ?, ?)', run, part, words);
    }
    return () => {
      this.#recent = new IdSet();
      this.#recentAt = 0;
      this.#runs = fitFilters(
        [...this.#runs, { run, newestAt, n, parts, low, high, filter }],
        this.#limits.filterBytes,
      );
    };
  }

  /** Deletes runs whose newest id was counted before `before`. Their memory goes with them. */
  expire(before: number): void {
    const old = this.#runs.filter((run) => run.newestAt < before);
    if (old.length === 0) return;
    this.#sql.transaction(() => {
      for (const { run } of old) {
        this.#sql.all('DELETE FROM id_parts WHERE run = ?', run);
        this.#sql.all('DELETE FROM id_runs WHERE run = ?', run);
      }
    });
    this.#runs = this.#runs.filter((run) => run.newestAt >= before);
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
  n: number;
  parts: number;
  low: number;
  high: number;
}

/** Newest first get their filters back, as far as memory allows. */
function loadRuns(sql: LedgerSql, filterBytes: number): Run[] {
  const stored = sql.all<StoredRun>('SELECT run, newest_at, n, parts, low, high FROM id_runs ORDER BY run DESC');
  let room = filterBytes;
  const runs = stored.map(({ newest_at: newestAt, ...rest }): Run => {
    if (room <= 0) return { ...rest, newestAt, filter: null };
    const [row] = sql.all<{ filter: ArrayBuffer }>('SELECT filter FROM id_runs WHERE run = ?', rest.run);
    room -= row?.filter.byteLength ?? 0;
    return { ...rest, newestAt, filter: row ? wordsOf(row.filter) : null };
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
