/**
 * Which workspaces this ledger counts. Each workspace has a registrar, the ledger on which it fell under the founding number of
 * ledgers. It counts the workspace itself until it is moved, and knows from then on who does. No ledger counts a workspace
 * because a configuration says so: only by birth, as registrar, or because it was handed over.
 */
import { AppError } from '#core/error/app-error.ts';
import type { Charter } from '#core/ledger/contract.ts';
import type { Move } from '#core/ledger/move.ts';
import { stayName } from '#core/live/place.ts';
import { isLedgerName, ledgerName } from '#core/shard/place.ts';
import { readMeta, writeMeta } from './meta.ts';
import type { LedgerSql, SqlRow } from './sql.ts';

/** `here`: counted here. `leaving`, `arriving`: on its way, counted by nobody. `away`: another ledger counts it. */
export type ResidenceState = 'here' | 'leaving' | 'arriving' | 'away';

export interface Residence extends SqlRow {
  state: ResidenceState;
  /** Leaving: where to. Arriving: where from. Away: who counts it, which only the registrar keeps up to date. */
  peer: string;
  /** Number of the workspace's last move that this ledger took part in. */
  move: number;
  /** Unix milliseconds and last log entry of the time here, once it is over. */
  leftAt: number;
  leftSeq: number;
  /** Arriving: the page awaited, as JSON. */
  cursor: string;
}

/** What this ledger does with a request about a workspace: answer, wait, or pass it on to the ledger named. */
export type Place = 'here' | 'moving' | { ledger: string };

/** Places held in memory, about 100 bytes each. */
const MAX_PLACES_HELD = 20_000;
const NO_CHARTER: Charter = { founding: 0, most: 0 };
const NOT_SETTLED = { count: 0 };

export class Residences {
  readonly name: string;
  readonly #sql: LedgerSql;
  readonly #places = new Map<string, Place>();
  #founding: number;
  #settledFor: number;

  constructor(sql: LedgerSql, name: string) {
    this.name = name;
    this.#sql = sql;
    this.#founding = readMeta(sql, 'charter', NO_CHARTER).founding;
    this.#settledFor = readMeta(sql, 'settled', NOT_SETTLED).count;
  }

  /** True when the ledger has yet to ask how many ledgers there were at the beginning. */
  get isUnchartered(): boolean {
    return this.#founding === 0 && isLedgerName(this.name);
  }

  /** Writes the charter down; what stands in it already stays, but the most may grow. */
  charter(told: Charter): Charter {
    const known = readMeta(this.#sql, 'charter', NO_CHARTER);
    const charter = { founding: known.founding || told.founding, most: Math.max(known.most, told.most) };
    if (charter.founding !== known.founding || charter.most !== known.most) writeMeta(this.#sql, 'charter', charter);
    this.#founding = charter.founding;
    return charter;
  }

  placeOf(workspaceId: string): Place {
    const known = this.#places.get(workspaceId);
    if (known !== undefined) return known;
    if (this.#places.size >= MAX_PLACES_HELD) this.#places.clear();
    const place = this.#judge(workspaceId);
    this.#places.set(workspaceId, place);
    return place;
  }

  row(workspaceId: string): Residence | undefined {
    const query =
      'SELECT state, peer, move, left_at AS leftAt, left_seq AS leftSeq, cursor FROM residence WHERE workspace_id = ?';
    return this.#sql.all<Residence>(query, workspaceId)[0];
  }

  write(workspaceId: string, { state, peer, move, leftAt, leftSeq, cursor }: Residence): void {
    this.#sql.all(
      'INSERT OR REPLACE INTO residence (workspace_id, state, peer, move, left_at, left_seq, cursor) VALUES (?, ?, ?, ?, ?, ?, ?)',
      workspaceId,
      state,
      peer,
      move,
      leftAt,
      leftSeq,
      cursor,
    );
    this.#places.delete(workspaceId);
  }

  /** True when the workspace has gone from here, and every entry with events of it is among the stored ones. */
  hasLeftBefore(workspaceId: string, storedSeq: number): boolean {
    const row = this.row(workspaceId);
    return (row?.state === 'leaving' || row?.state === 'away') && storedSeq >= row.leftSeq;
  }

  /** A name for the workspace's time here since it last arrived: positions of this ledger mean the same all through it. */
  stayOf(workspaceId: string): string {
    return stayName(this.name, this.row(workspaceId)?.move ?? 0);
  }

  /** Moves under way from here. */
  leaving(): Move[] {
    const rows = this.#sql.all<{ id: string; peer: string; move: number }>(
      `SELECT workspace_id AS id, peer, move FROM residence WHERE state = 'leaving' ORDER BY left_at`,
    );
    return rows.map(({ id, peer, move }) => this.move(id, peer, move));
  }

  move(workspaceId: string, to: string, number: number): Move {
    return { workspaceId, from: this.name, to, registrar: this.#registrarOf(workspaceId), number };
  }

  isSettledFor(count: number): boolean {
    return this.#settledFor === count || !isLedgerName(this.name);
  }

  settle(count: number): void {
    if (this.#settledFor === count) return;
    writeMeta(this.#sql, 'settled', { count });
    this.#settledFor = count;
  }

  /** A workspace may be born at its registrar although it belongs elsewhere by now: then moves are due again. */
  noteCounted(workspaceIds: Iterable<string>): void {
    if (this.#settledFor === 0 || this.#settledFor === this.#founding) return;
    for (const workspaceId of workspaceIds) {
      if (ledgerName(workspaceId, this.#settledFor) !== this.name) return this.settle(0);
    }
  }

  #judge(workspaceId: string): Place {
    if (!isLedgerName(this.name)) return 'here';
    const row = this.row(workspaceId);
    const registrar = this.#registrarOf(workspaceId);
    if (row?.state === 'here') return 'here';
    if (row?.state === 'leaving' || row?.state === 'arriving') return 'moving';
    if (registrar !== this.name) return { ledger: registrar };
    return row ? { ledger: row.peer } : 'here';
  }

  #registrarOf(workspaceId: string): string {
    if (this.#founding === 0)
      throw new AppError('service_unavailable', 'This ledger has not been told of the others yet.');
    return ledgerName(workspaceId, this.#founding);
  }
}
