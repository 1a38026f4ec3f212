/** Ledgers that counted a workspace before this one: asked for ids they have counted, and for what still waits there. */
import type { EventRow } from '#core/event/row.ts';
import { clickHouseTime } from '#core/event/row.ts';
import type { EventIdentity, LedgerRpc } from '#core/ledger/contract.ts';
import { MAX_AHEAD_MS } from '#core/ledger/limits.ts';
import type { Origin } from '#core/ledger/move.ts';
import type { LedgerSql, SqlRow } from './sql.ts';

interface KnownOrigin extends Origin {
  drained: boolean;
}

type OriginRow = SqlRow & { workspaceId: string; ledger: string; leftAt: number; drained: number };

export class Origins {
  readonly #sql: LedgerSql;
  readonly #byWorkspace = new Map<string, KnownOrigin[]>();

  constructor(sql: LedgerSql) {
    this.#sql = sql;
    const query = 'SELECT workspace_id AS workspaceId, ledger, left_at AS leftAt, drained FROM origins';
    for (const { workspaceId, ledger, leftAt, drained } of sql.all<OriginRow>(query))
      this.#hold(workspaceId, { ledger, leftAt, drained: drained === 1 });
  }

  of(workspaceId: string): readonly Origin[] {
    return this.#byWorkspace.get(workspaceId) ?? [];
  }

  /** Those that may still send events of the workspace to the store. */
  undrained(workspaceId: string): readonly Origin[] {
    return (this.#byWorkspace.get(workspaceId) ?? []).filter(({ drained }) => !drained);
  }

  add(workspaceId: string, origins: readonly Origin[]): void {
    for (const { ledger, leftAt } of origins) {
      this.#sql.all(
        'INSERT OR REPLACE INTO origins (workspace_id, ledger, left_at, drained) VALUES (?, ?, ?, 0)',
        workspaceId,
        ledger,
        leftAt,
      );
      this.#hold(workspaceId, { ledger, leftAt, drained: false });
    }
  }

  noteDrained(workspaceId: string, ledger: string): void {
    this.#sql.all('UPDATE origins SET drained = 1 WHERE workspace_id = ? AND ledger = ?', workspaceId, ledger);
    for (const origin of this.#byWorkspace.get(workspaceId) ?? []) if (origin.ledger === ledger) origin.drained = true;
  }

  forget(workspaceId: string): void {
    this.#sql.all('DELETE FROM origins WHERE workspace_id = ?', workspaceId);
    this.#byWorkspace.delete(workspaceId);
  }

  /** Drops those that hold neither ids within the window nor waiting events. @param windowStart Unix milliseconds. */
  expire(windowStart: number): void {
    for (const [workspaceId, origins] of this.#byWorkspace) {
      const over = origins.filter(({ leftAt, drained }) => drained && leftAt < windowStart);
      for (const { ledger } of over)
        this.#sql.all('DELETE FROM origins WHERE workspace_id = ? AND ledger = ?', workspaceId, ledger);
      if (over.length === origins.length) this.#byWorkspace.delete(workspaceId);
      else if (over.length > 0)
        this.#byWorkspace.set(
          workspaceId,
          origins.filter((each) => !over.includes(each)),
        );
    }
  }

  #hold(workspaceId: string, origin: KnownOrigin): void {
    const others = (this.#byWorkspace.get(workspaceId) ?? []).filter(({ ledger }) => ledger !== origin.ledger);
    this.#byWorkspace.set(workspaceId, [...others, origin]);
  }

  /** The rows that no former ledger has counted. Throws when one of those that might have does not answer. */
  async withoutCounted(rows: EventRow[], peer: (name: string) => Pick<LedgerRpc, 'countedIds'>): Promise<EventRow[]> {
    if (this.#byWorkspace.size === 0) return rows;
    const asked = new Map<string, EventRow[]>();
    for (const row of rows) {
      for (const { ledger, leftAt } of this.of(row.workspace_id)) {
        if (row.ts > clickHouseTime(leftAt + MAX_AHEAD_MS)) continue;
        const own = asked.get(ledger) ?? [];
        asked.set(ledger, own);
        own.push(row);
      }
    }
    if (asked.size === 0) return rows;
    const answers = await Promise.all([...asked].map(([ledger, own]) => peer(ledger).countedIds(own.map(identityOf))));
    const counted = new Set(answers.flat());
    return rows.filter((row) => !counted.has(row.event_id));
  }
}

/** A row is some hundred bytes more. */
function identityOf({ event_id, workspace_id, ts }: EventRow): EventIdentity {
  return { event_id, workspace_id, ts };
}
