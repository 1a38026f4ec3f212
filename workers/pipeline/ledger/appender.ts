/**
 * Group commit: calls that arrive together share one transaction and one written row. What forms in memory is bounded by
 * MAX_GROUP_EVENTS plus one append, because a full group is committed at once and in the same turn.
 */
import { AppError } from '#core/error/app-error.ts';
import type { EventRow } from '#core/event/row.ts';
import type { AppendResult } from '#core/ledger/contract.ts';
import { GROUP_WINDOW_MS, MAX_EVENTS_PER_APPEND, MAX_GROUP_EVENTS, MAX_OUTBOX_BYTES } from '#core/ledger/limits.ts';
import type { Book, Committed } from './book.ts';

interface Waiting {
  rows: EventRow[];
  resolve: (result: AppendResult) => void;
  reject: (error: unknown) => void;
}

export interface AppenderTools {
  book: Book;
  now: () => number;
  /** Called after each commit, in the same turn: what it sets (an alarm) becomes durable together with the commit. */
  onCommit: (committed: Committed) => void;
}

export class Appender {
  readonly #tools: AppenderTools;
  #forming: Waiting[] = [];
  #events = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tools: AppenderTools) {
    this.#tools = tools;
  }

  /** Throws a retryable AppError when too much waits: the caller's queue is the better place to hold it. */
  async append(rows: EventRow[]): Promise<AppendResult> {
    if (rows.length === 0) return { accepted: 0, duplicates: 0 };
    this.#refuseWhenFull(rows.length);
    return new Promise<AppendResult>((resolve, reject) => {
      this.#forming.push({ rows, resolve, reject });
      this.#events += rows.length;
      if (this.#events >= MAX_GROUP_EVENTS) this.#commit();
      else this.#timer ??= setTimeout(() => this.#commit(), GROUP_WINDOW_MS);
    });
  }

  /** Commits what is forming, in the same turn. */
  flush(): void {
    if (this.#forming.length > 0) this.#commit();
  }

  #refuseWhenFull(events: number): void {
    if (events > MAX_EVENTS_PER_APPEND) {
      throw new AppError('bad_request', `One append takes at most ${MAX_EVENTS_PER_APPEND} events, got ${events}.`);
    }
    if (this.#tools.book.waiting.bytes > MAX_OUTBOX_BYTES) {
      throw new AppError(
        'service_unavailable',
        'The outbox is full: the analytical store has been away for too long. Try again later.',
      );
    }
  }

  #commit(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    this.#timer = undefined;
    const group = this.#forming;
    this.#forming = [];
    this.#events = 0;
    try {
      const committed = this.#tools.book.commit(
        group.map(({ rows }) => rows),
        this.#tools.now(),
      );
      this.#tools.onCommit(committed);
      for (const [index, { resolve }] of group.entries())
        resolve(committed.results[index] ?? { accepted: 0, duplicates: 0 });
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
