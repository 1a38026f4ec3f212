/** The Ledger Durable Object: a shell that wires the parts in ledger/ to storage, clock, alarm, sockets, neighbours and ClickHouse. */
import { DurableObject } from 'cloudflare:workers';
import type { EnrichPolicy } from '#core/enrich/draft.ts';
import { AppError, toErrorBody } from '#core/error/app-error.ts';
import type { CapturedEvent } from '#core/event/captured.ts';
import { clickHouseTime, type EventRow } from '#core/event/row.ts';
import {
  type AppendResult,
  type Charter,
  type DirtyHour,
  type EventIdentity,
  type LedgerProof,
  type LedgerRpc,
  type LedgerStatus,
  type Letter,
  type LetterNote,
  LIVE_WORKSPACE_HEADER,
  MAX_LINKS_PER_TOTALS,
  type Totals,
  type WaitingPart,
} from '#core/ledger/contract.ts';
import type { HandoverCursor, HandoverPage, Move } from '#core/ledger/move.ts';
import { FIRST_PACE } from '#core/ledger/pace.ts';
import { clickHouseSink } from '#platform/clickhouse/insert.ts';
import { createLog } from '#platform/log/log.ts';
import { createCounters } from '#platform/metrics/counters.ts';
import { enrichEvents } from './consume/enrich-events.ts';
import type { PipelineCounter } from './counters.ts';
import { readEnv } from './env.ts';
import { Appender } from './ledger/appender.ts';
import { Book, type Committed } from './ledger/book.ts';
import { countRows, type CountTools } from './ledger/count-rows.ts';
import { dataVersion } from './ledger/data-version.ts';
import { clearDirty, dirtyHours, markDirty } from './ledger/dirty-hours.ts';
import type { DrainTools } from './ledger/drain.ts';
import * as handover from './ledger/handover.ts';
import { endHold, holdStill } from './ledger/hold.ts';
import { findLetter, listLetters, noteLetters, noteReplayed } from './ledger/letters.ts';
import { Live } from './ledger/live/live.ts';
import { Neighbours, type Peer, stillMoving } from './ledger/neighbours.ts';
import { withoutStored } from './ledger/old-events.ts';
import { Origins } from './ledger/origins.ts';
import { proofOf, statusOf } from './ledger/report.ts';
import { Residences } from './ledger/residence.ts';
import { sumOf } from './ledger/sort-rows.ts';
import { durableSql } from './ledger/sql.ts';
import { waitingClick } from './ledger/waiting-click.ts';
import { waitingOf } from './ledger/waiting.ts';
import { Waker } from './ledger/waker.ts';

const HOUR_CHARS = 'YYYY-MM-DD HH'.length;

export class Ledger extends DurableObject<PipelineEnv> implements LedgerRpc {
  readonly #tools: DrainTools;
  readonly #waker: Waker;
  readonly #appender: Appender;
  readonly #live: Live;
  readonly #counting: CountTools;
  readonly #handover: handover.HandoverTools;
  readonly #neighbours: Neighbours;
  readonly #enrichment: { vault: R2Bucket; policy: EnrichPolicy };

  constructor(ctx: DurableObjectState, env: PipelineEnv) {
    super(ctx, env);
    const { clickhouse, ledgers, vault, policy } = readEnv(env);
    const name = ctx.id.name ?? ctx.id.toString();
    const sql = durableSql(ctx.storage);
    const book = new Book(sql);
    const now = Date.now;
    const log = createLog({ worker: 'pipeline', ledger: name });
    this.#tools = { sql, book, now, pace: FIRST_PACE, sink: clickHouseSink(clickhouse), log };
    this.#waker = new Waker(ctx.storage, this.#tools);
    this.#appender = new Appender({ book, now, onCommit: (committed) => this.#committed(committed) });
    const places = { residences: new Residences(sql, name), origins: new Origins(sql), now };
    this.#handover = { ...places, sql, book, appender: this.#appender };
    this.#live = new Live(ctx, { book, sql, now, stayOf: (workspaceId) => places.residences.stayOf(workspaceId) });
    const peer = (other: string): Peer => ledgers.get(other) as Peer;
    this.#neighbours = new Neighbours({ ...places, count: ledgers.count, peer });
    this.#counting = { ...this.#tools, ...places, appender: this.#appender, neighbours: this.#neighbours };
    this.#enrichment = { vault, policy };
  }

  async append(rows: EventRow[]): Promise<AppendResult> {
    await this.#neighbours.knowCharter();
    const { here, elsewhere, moving } = this.#neighbours.sort(rows, (row) => row.workspace_id);
    const passedOn = [...elsewhere].map(([ledger, part]) => this.#neighbours.peer(ledger).append(part));
    return sumOf(await Promise.all([countRows(here, this.#counting), ...passedOn]), moving);
  }

  async capture(events: CapturedEvent[]): Promise<AppendResult> {
    const { now, log } = this.#tools;
    // Patience is worth more here than in append: behind a capture stands no queue that would bring the events again.
    for (const workspaceId of new Set(events.map((event) => event.workspaceId)))
      await this.#neighbours.elsewhere(workspaceId);
    const counters = createCounters<PipelineCounter>();
    const rows = await enrichEvents(events, {
      ...this.#enrichment,
      now: now(),
      note: (notes) => this.noteLetters(notes),
      log,
      counters,
    });
    counters.flush(log);
    const result = await this.append(rows);
    if (result.moving) throw stillMoving(result.moving);
    return result;
  }

  async totals(workspaceId: string, linkIds: string[]): Promise<{ workspace: Totals; links: Totals[] }> {
    if (linkIds.length > MAX_LINKS_PER_TOTALS)
      throw new AppError('bad_request', `At most ${MAX_LINKS_PER_TOTALS} links per call.`);
    const peer = await this.#neighbours.elsewhere(workspaceId);
    return peer ? peer.totals(workspaceId, linkIds) : this.#tools.book.totals(workspaceId, linkIds);
  }

  /** A workspace that has just moved may have left it at the ledger before: it is stored from there within seconds. */
  async waitingClick(workspaceId: string, clickId: string): Promise<EventRow | null> {
    const peer = await this.#neighbours.elsewhere(workspaceId);
    if (peer) return peer.waitingClick(workspaceId, clickId);
    return waitingClick(this.#tools.sql, this.#tools.book.position.storedSeq, workspaceId, clickId);
  }

  async acceptedByDay(workspaceId: string): Promise<Record<string, number>> {
    const peer = await this.#neighbours.elsewhere(workspaceId);
    return peer ? peer.acceptedByDay(workspaceId) : this.#tools.book.acceptedByDay(workspaceId);
  }

  async proof(workspaceId: string): Promise<LedgerProof> {
    const peer = await this.#neighbours.elsewhere(workspaceId);
    if (peer) return peer.proof(workspaceId);
    return proofOf(this.#tools, workspaceId, await this.#neighbours.waitingElsewhere(workspaceId));
  }

  async waitingFrom(workspaceId: string): Promise<WaitingPart> {
    const { sql, book } = this.#tools;
    const drained = this.#handover.residences.hasLeftBefore(workspaceId, book.position.storedSeq);
    return { ...waitingOf(sql, workspaceId, book.position.storedSeq), drained };
  }

  async dataVersion(workspaceId: string): Promise<string> {
    const peer = await this.#neighbours.elsewhere(workspaceId);
    if (peer) return peer.dataVersion(workspaceId);
    const elsewhere = await this.#neighbours.waitingElsewhere(workspaceId);
    return dataVersion(this.#tools, workspaceId, this.#handover.residences.stayOf(workspaceId), elsewhere);
  }

  async workspacesOn(day: string, after: string): Promise<string[]> {
    return this.#tools.book.workspacesOn(day, after);
  }

  async noteLetters(notes: LetterNote[]): Promise<void> {
    await this.#neighbours.knowCharter();
    const { here, elsewhere, moving } = this.#neighbours.sort(notes, (note) => note.workspaceId);
    if (moving.size > 0) throw stillMoving([...moving]);
    noteLetters(this.#tools.sql, here, this.#tools.now());
    await Promise.all([...elsewhere].map(([ledger, part]) => this.#neighbours.peer(ledger).noteLetters(part)));
  }

  async letters(workspaceId: string, before: string, limit: number): Promise<Letter[]> {
    const peer = await this.#neighbours.elsewhere(workspaceId);
    return peer ? peer.letters(workspaceId, before, limit) : listLetters(this.#tools.sql, workspaceId, before, limit);
  }

  async letter(workspaceId: string, key: string): Promise<Letter | null> {
    const peer = await this.#neighbours.elsewhere(workspaceId);
    return peer ? peer.letter(workspaceId, key) : findLetter(this.#tools.sql, workspaceId, key);
  }

  async noteReplayed(workspaceId: string, key: string): Promise<void> {
    const peer = await this.#neighbours.elsewhere(workspaceId);
    return peer
      ? peer.noteReplayed(workspaceId, key)
      : noteReplayed(this.#tools.sql, workspaceId, key, this.#tools.now());
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

  async hold(workspaceId: string, by: string, ms: number): Promise<boolean> {
    const peer = await this.#neighbours.elsewhere(workspaceId);
    if (peer) return peer.hold(workspaceId, by, ms);
    const senders = [this, ...this.#neighbours.senders(workspaceId)];
    const held = await Promise.all(senders.map((sender) => sender.holdAlone(by, ms)));
    if (held.includes(false)) await this.release(workspaceId, by);
    return !held.includes(false);
  }

  async release(workspaceId: string, by: string): Promise<void> {
    const peer = await this.#neighbours.elsewhere(workspaceId);
    if (peer) return peer.release(workspaceId, by);
    const senders = [this, ...this.#neighbours.senders(workspaceId)];
    await Promise.all(senders.map((sender) => sender.releaseAlone(by)));
  }

  async holdAlone(by: string, ms: number): Promise<boolean> {
    return holdStill(this.#tools, by, ms);
  }

  async releaseAlone(by: string): Promise<void> {
    endHold(this.#tools.sql, by);
    await this.#waker.resume();
  }

  async closeSockets(workspaceId: string, actor: string): Promise<void> {
    const peer = await this.#neighbours.elsewhere(workspaceId);
    await (peer ? peer.closeSockets(workspaceId, actor) : this.#live.close(workspaceId, actor));
  }

  async countedIds(events: EventIdentity[]): Promise<string[]> {
    const uncounted = await withoutStored(this.#tools.book.withoutHeld(events), this.#tools);
    const ids = new Set(uncounted.map((event) => event.event_id));
    return events.flatMap(({ event_id: id }) => (ids.has(id) ? [] : [id]));
  }

  async charter(count: number): Promise<Charter> {
    return this.#handover.residences.charter({ founding: count, most: count });
  }

  async movesDue(count: number): Promise<Move[]> {
    await this.#neighbours.knowCharter();
    return handover.movesDue(this.#handover, count);
  }

  async leave(move: Move): Promise<Move | null> {
    await this.#neighbours.knowCharter();
    const recorded = handover.leave(this.#handover, move);
    if (recorded) this.#live.dismiss(recorded.workspaceId);
    return recorded;
  }

  async handOver(move: Move, at: HandoverCursor): Promise<HandoverPage> {
    return handover.handOver(this.#handover, move, at);
  }

  async takeOver(move: Move, at: HandoverCursor, page: HandoverPage): Promise<void> {
    handover.takeOver(this.#handover, move, at, page);
  }

  async assign(move: Move): Promise<void> {
    handover.assign(this.#handover, move);
  }

  async forget(move: Move): Promise<void> {
    handover.forget(this.#handover, move);
  }

  async status(): Promise<LedgerStatus> {
    return { ...statusOf(this.#tools), name: this.#handover.residences.name, sockets: this.#live.sockets };
  }

  async nudge(): Promise<void> {
    await this.#waker.check();
    this.#handover.origins.expire(this.#tools.book.windowStart);
  }

  override async alarm(): Promise<void> {
    this.#live.catchUp();
    await this.#waker.work();
  }

  override async fetch(request: Request): Promise<Response> {
    try {
      const workspaceId = request.headers.get(LIVE_WORKSPACE_HEADER) ?? '';
      const peer = workspaceId === '' ? undefined : await this.#neighbours.elsewhere(workspaceId);
      return peer ? await peer.fetch(request) : this.#live.connect(request);
    } catch (error) {
      const { status, body } = toErrorBody(error, '');
      return Response.json(body, { status });
    }
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    this.#live.receive(socket, message);
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    this.#live.forget(socket);
    // Not the code received: some codes say how a socket ended and must not be sent.
    socket.close(1000);
  }

  #committed({ counted }: Committed): void {
    if (counted.length === 0) return;
    this.#handover.residences.noteCounted(new Set(counted.map((row) => row.workspace_id)));
    this.#waker.noteCommit();
    this.#live.publish(counted);
  }
}
