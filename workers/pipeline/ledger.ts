/** The Ledger Durable Object: a shell that wires the parts in ledger/ to storage, clock, alarm, sockets and ClickHouse. */
import { DurableObject } from 'cloudflare:workers';
import type { EnrichPolicy } from '#core/enrich/draft.ts';
import { AppError, toErrorBody } from '#core/error/app-error.ts';
import type { CapturedEvent } from '#core/event/captured.ts';
import { clickHouseTime, type EventRow } from '#core/event/row.ts';
import { breakerState, breakerWait } from '#core/ledger/breaker.ts';
import {
  type AppendResult,
  type DirtyHour,
  type LedgerProof,
  type LedgerRpc,
  type LedgerStatus,
  type Letter,
  type LetterNote,
  MAX_LINKS_PER_TOTALS,
  type Totals,
} from '#core/ledger/contract.ts';
import { HOLD_PATIENCE_MS, MAX_DRAIN_MS, MAX_HOLD_MS } from '#core/ledger/limits.ts';
import { FIRST_PACE, gatherMs } from '#core/ledger/pace.ts';
import { clickHouseSink } from '#platform/clickhouse/insert.ts';
import { createLog, describeError } from '#platform/log/log.ts';
import { createCounters } from '#platform/metrics/counters.ts';
import { enrichEvents } from './consume/enrich-events.ts';
import type { PipelineCounter } from './counters.ts';
import { readEnv } from './env.ts';
import { Appender } from './ledger/appender.ts';
import { Book, type Committed } from './ledger/book.ts';
import { clearDirty, countDirtyHours, dirtyHours, markDirty } from './ledger/dirty-hours.ts';
import { drainOnce, type DrainTools } from './ledger/drain.ts';
import { endHold, holdWait, takeHold } from './ledger/hold.ts';
import { countLetters, findLetter, listLetters, noteLetters, noteReplayed } from './ledger/letters.ts';
import { Live } from './ledger/live.ts';
import { oldestAfter } from './ledger/log-entries.ts';
import { withoutStored } from './ledger/old-events.ts';
import { durableSql } from './ledger/sql.ts';
import { waitingClick } from './ledger/waiting-click.ts';
import { waitingOf } from './ledger/waiting.ts';

/** How often a hold looks whether the batch in flight has been answered. */
const HOLD_POLL_MS = 25;
const HOUR_CHARS = 'YYYY-MM-DD HH'.length;

export class Ledger extends DurableObject<PipelineEnv> implements LedgerRpc {
  readonly #tools: DrainTools;
  readonly #appender: Appender;
  readonly #live: Live;
  readonly #vault: R2Bucket;
  readonly #policy: EnrichPolicy;
  /** An alarm is set, or its handler is running and will set the next. */
  #armed: boolean | undefined;

  constructor(ctx: DurableObjectState, env: PipelineEnv) {
    super(ctx, env);
    const config = readEnv(env);
    const sql = durableSql(ctx.storage);
    const book = new Book(sql);
    const now = Date.now;
    this.#tools = {
      sql,
      book,
      now,
      pace: FIRST_PACE,
      sink: clickHouseSink(config.clickhouse),
      log: createLog({ worker: 'pipeline', ledger: ctx.id.name ?? ctx.id.toString() }),
    };
    this.#live = new Live(ctx, book, now);
    this.#appender = new Appender({ book, now, onCommit: (committed) => this.#committed(committed) });
    this.#vault = config.vault;
    this.#policy = config.policy;
  }

  async append(rows: EventRow[]): Promise<AppendResult> {
    const fresh = await withoutStored(rows, this.#tools);
    const { accepted } = await this.#appender.append(fresh);
    return { accepted, duplicates: rows.length - accepted };
  }

  async capture(events: CapturedEvent[]): Promise<AppendResult> {
    const { now, log, sql } = this.#tools;
    const note = async (notes: LetterNote[]) => noteLetters(sql, notes, now());
    const counters = createCounters<PipelineCounter>();
    const rows = await enrichEvents(events, {
      now: now(),
      policy: this.#policy,
      vault: this.#vault,
      note,
      log,
      counters,
    });
    counters.flush(log);
    return this.append(rows);
  }

  async totals(workspaceId: string, linkIds: string[]): Promise<{ workspace: Totals; links: Totals[] }> {
    if (linkIds.length > MAX_LINKS_PER_TOTALS)
      throw new AppError('bad_request', `At most ${MAX_LINKS_PER_TOTALS} links per call.`);
    return this.#tools.book.totals(workspaceId, linkIds);
  }

  async waitingClick(workspaceId: string, clickId: string): Promise<EventRow | null> {
    return waitingClick(this.#tools.sql, this.#tools.book.position.storedSeq, workspaceId, clickId);
  }

  async acceptedByDay(workspaceId: string): Promise<Record<string, number>> {
    return this.#tools.book.acceptedByDay(workspaceId);
  }

  async proof(workspaceId: string): Promise<LedgerProof> {
    const { book, sql, now } = this.#tools;
    const { oldestAt, ...waiting } = waitingOf(sql, workspaceId, book.position.storedSeq);
    return {
      ...waiting,
      acceptedByDay: book.acceptedByDay(workspaceId),
      oldestWaitingMs: oldestAt === undefined ? 0 : Math.max(0, now() - oldestAt),
      breaker: breakerState(book.position.breaker, now()),
      letters: countLetters(sql, workspaceId),
    };
  }

  async workspacesOn(day: string, after: string): Promise<string[]> {
    return this.#tools.book.workspacesOn(day, after);
  }

  async noteLetters(notes: LetterNote[]): Promise<void> {
    noteLetters(this.#tools.sql, notes, this.#tools.now());
  }

  async letters(workspaceId: string, before: string, limit: number): Promise<Letter[]> {
    return listLetters(this.#tools.sql, workspaceId, before, limit);
  }

  async letter(workspaceId: string, key: string): Promise<Letter | null> {
    return findLetter(this.#tools.sql, workspaceId, key);
  }

  async noteReplayed(workspaceId: string, key: string): Promise<void> {
    noteReplayed(this.#tools.sql, workspaceId, key, this.#tools.now());
  }

  async dirtyHours(endedBefore: number): Promise<DirtyHour[]> {
    return dirtyHours(this.#tools.sql, clickHouseTime(endedBefore).slice(0, HOUR_CHARS));
  }

  async markDirtyHours(hours: { workspaceId: string; hour: string }[], cause: string): Promise<void> {
    markDirty(this.#tools.sql, hours, cause, this.#tools.now());
  }

  async clearDirtyHour(hour: DirtyHour): Promise<void> {
    clearDirty(this.#tools.sql, hour);
  }

  async hold(by: string, ms: number): Promise<boolean> {
    const { sql, book, now } = this.#tools;
    if (!takeHold(sql, by, ms, now())) return false;
    let polls = HOLD_PATIENCE_MS / HOLD_POLL_MS;
    while (book.position.batch !== null && polls-- > 0) await scheduler.wait(HOLD_POLL_MS);
    if (book.position.batch === null) return true;
    await this.release(by);
    return false;
  }

  async release(by: string): Promise<void> {
    endHold(this.#tools.sql, by);
    if (this.#tools.book.waiting.events > 0) await this.#arm(this.#nextDrainDelay());
  }

  async closeSockets(workspaceId: string, actor: string): Promise<void> {
    this.#live.close(workspaceId, actor);
  }

  async status(): Promise<LedgerStatus> {
    const { book, sql } = this.#tools;
    const { position, waiting, figures } = book;
    const now = this.#tools.now();
    const oldest = oldestAfter(sql, position.storedSeq);
    return {
      name: this.ctx.id.name ?? this.ctx.id.toString(),
      accepted: figures.accepted,
      duplicates: figures.duplicates,
      stored: position.storedEvents,
      waiting: waiting.events,
      oldestWaitingMs: oldest === undefined ? 0 : Math.max(0, now - oldest),
      waitingBytes: waiting.bytes,
      breaker: breakerState(position.breaker, now),
      attempts: position.batch?.attempts ?? 0,
      dirtyHours: countDirtyHours(sql),
      idsHeld: figures.idsHeld,
      rowsWritten: sql.rowsWritten(),
      sockets: this.#live.sockets,
    };
  }

  async nudge(): Promise<void> {
    this.#tools.book.tidy(this.#tools.now());
    if (this.#tools.book.waiting.events === 0) return;
    const alarm = await this.ctx.storage.getAlarm();
    const late = alarm === null ? Infinity : this.#tools.now() - alarm;
    // Long past its time it was lost; later than any pause it was set by a clock that went back. Setting it again costs one row.
    if (late > MAX_DRAIN_MS || -late > MAX_HOLD_MS) await this.#arm(0);
  }

  override async alarm(): Promise<void> {
    this.#armed = true;
    const until = this.#tools.now() + MAX_DRAIN_MS;
    try {
      do this.#tools.book.tidy(this.#tools.now());
      while ((await drainOnce(this.#tools)) === 'stored' && this.#gatherMs() === 0 && this.#tools.now() < until);
    } catch (error) {
      this.#tools.log.error('drain.broken', { error: describeError(error) });
    } finally {
      this.#armed = false;
      if (this.#tools.book.waiting.events > 0) await this.#arm(this.#nextDrainDelay());
    }
  }

  override async fetch(request: Request): Promise<Response> {
    try {
      return this.#live.connect(request);
    } catch (error) {
      const { status, body } = toErrorBody(error, '');
      return Response.json(body, { status });
    }
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    // Not the code received: some codes say how a socket ended and must not be sent.
    socket.close(1000);
  }

  #committed({ counted }: Committed): void {
    if (counted.length === 0) return;
    if (!this.#armed) void this.#arm(this.#gatherMs());
    this.#live.publish(counted);
    if (this.#tools.book.overdue) this.#tidy();
  }

  /** While ClickHouse is away the alarm comes every half minute; memory must not wait for it. What was counted stays counted if it fails. */
  #tidy(): void {
    try {
      this.#tools.book.tidy(this.#tools.now());
    } catch (error) {
      this.#tools.log.error('ledger.not_tidied', { error: describeError(error) });
    }
  }

  #gatherMs(): number {
    const { pace, book, now } = this.#tools;
    return gatherMs(pace, book.waiting.events, now());
  }

  #nextDrainDelay(): number {
    const { book, sql, now } = this.#tools;
    const pause = Math.max(breakerWait(book.position.breaker, now()), holdWait(sql, now()));
    return pause > 0 ? pause : this.#gatherMs();
  }

  async #arm(delayMs: number): Promise<void> {
    this.#armed = true;
    await this.ctx.storage.setAlarm(this.#tools.now() + delayMs);
  }
}
