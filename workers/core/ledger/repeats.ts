/** Tells a visitor's repeated click on a link from a first one. A hint beside the count, never part of it. */
import type { EventRow } from '../event/row.ts';

/** A click this soon after the same visitor's last one on the same link is a repeat; the field's usual session length. */
export const REPEAT_WINDOW_MS = 30 * 60_000;
/** Visitor and link pairs held, about 100 bytes each. When they are full the older half goes; a repeat may then pass for a first click. */
export const MAX_PAIRS_HELD = 50_000;
/** What the `reason` of a repeated human click says. */
export const REPEAT_REASON = 'repeat';

/** Pairs are kept in two generations: dropping the older at once costs nothing, where forgetting pair by pair took 5 % of a ledger's time. */
export class Repeats {
  /** Unix milliseconds of the newest click by `{link} {visitor}`. */
  #young = new Map<string, number>();
  #old = new Map<string, number>();

  /** The row, with its reason when it repeats. Unknown visitors (`0`), hits that are not human and what is no click are left as they are. */
  mark(row: EventRow): EventRow {
    if (row.type !== 'click' || row.class !== 'human' || row.visitor_id === '0' || row.link_id === '') return row;
    const pair = `${row.link_id} ${row.visitor_id}`;
    const at = Date.parse(`${row.ts.replace(' ', 'T')}Z`);
    const before = this.#young.get(pair) ?? this.#old.get(pair);
    this.#young.set(pair, Math.max(at, before ?? at));
    if (this.#young.size >= MAX_PAIRS_HELD / 2) this.#age();
    const repeats = before !== undefined && Math.abs(at - before) < REPEAT_WINDOW_MS;
    return repeats ? { ...row, reason: REPEAT_REASON } : row;
  }

  /** For a commit that failed: a click that was not counted must not make its retry look like a repeat. */
  forget(): void {
    this.#young.clear();
    this.#old.clear();
  }

  #age(): void {
    this.#old = this.#young;
    this.#young = new Map();
  }
}
