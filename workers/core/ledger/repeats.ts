/** Tells a visitor's repeated click on a link from a first one. A hint beside the count, never part of it. */
import type { EventRow } from '../event/row.ts';

/** A click this soon after the same visitor's last one on the same link is a repeat; the field's usual session length. */
export const REPEAT_WINDOW_MS = 30 * 60_000;
/** Visitor and link pairs held, about 100 bytes each. Beyond it, and after eviction, a repeat may pass for a first click. */
export const MAX_PAIRS_HELD = 50_000;
/** What the `reason` of a repeated human click says. */
export const REPEAT_REASON = 'repeat';

export class Repeats {
  /** Unix milliseconds of the newest click by `{link} {visitor}`, oldest pair first. */
  readonly #newest = new Map<string, number>();

  /** The row, with its reason when it repeats. Unknown visitors (`0`) and hits that are not human are left as they are. */
  mark(row: EventRow): EventRow {
    if (row.class !== 'human' || row.visitor_id === '0' || row.link_id === '') return row;
    const pair = `${row.link_id} ${row.visitor_id}`;
    const at = Date.parse(`${row.ts.replace(' ', 'T')}Z`);
    const before = this.#newest.get(pair);
    this.#newest.delete(pair);
    this.#newest.set(pair, Math.max(at, before ?? at));
    if (this.#newest.size > MAX_PAIRS_HELD) this.#forgetOldest();
    const repeats = before !== undefined && Math.abs(at - before) < REPEAT_WINDOW_MS;
    return repeats ? { ...row, reason: REPEAT_REASON } : row;
  }

  /** For a commit that failed: a click that was not counted must not make its retry look like a repeat. */
  forget(): void {
    this.#newest.clear();
  }

  #forgetOldest(): void {
    const oldest = this.#newest.keys().next();
    if (!oldest.done) this.#newest.delete(oldest.value);
  }
}
