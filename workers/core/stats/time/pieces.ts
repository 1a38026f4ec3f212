/** Takes the time between borders apart, so that each piece is read from the table that knows it by the longest steps. */

/** Unix milliseconds; `to` is excluded, and Infinity where a question has no end. */
export interface Span {
  from: number;
  to: number;
}

/** Spans that touch are one. Together they cover what was taken apart, once. */
export interface Pieces {
  /** Whole UTC quarters of a year without an open day. */
  quarters: Span[];
  /** Whole UTC months without an open day. */
  months: Span[];
  /** Whole UTC days that are closed. */
  closed: Span[];
  /** Whole UTC days that are open. */
  days: Span[];
  /** What is left beside whole days. */
  hours: Span[];
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
const QUARTER_MONTHS = 3;

/**
 * @param borders ascending, at least two; no piece lies across one, though two pieces that touch in it become one span.
 * @param isOpen of the UTC day that begins then.
 * @param today start of the current UTC day: an end that is Infinity is looked for behind it.
 */
export function takeApart(borders: readonly number[], isOpen: (day: number) => boolean, today: number): Pieces {
  const pieces: Pieces = { quarters: [], months: [], closed: [], days: [], hours: [] };
  borders.slice(1).forEach((to, index) => {
    const from = borders[index] as number;
    const first = Math.ceil(from / DAY_MS) * DAY_MS;
    const last = to === Infinity ? today + DAY_MS : Math.floor(to / DAY_MS) * DAY_MS;
    if (first >= last) return add(pieces.hours, from, to);
    add(pieces.hours, from, first);
    addDays(pieces, first, last, isOpen);
    add(to === Infinity ? pieces.days : pieces.hours, last, to);
  });
  return pieces;
}

function addDays(pieces: Pieces, first: number, last: number, isOpen: (day: number) => boolean): void {
  for (let day = first; day < last;) {
    const isWhole = (end: number | undefined): end is number =>
      end !== undefined && end <= last && !someOpen(day, end, isOpen);
    const [quarter, month] = [endOf(QUARTER_MONTHS, day), endOf(1, day)];
    if (isWhole(quarter)) {
      add(pieces.quarters, day, quarter);
      day = quarter;
    } else if (isWhole(month)) {
      add(pieces.months, day, month);
      day = month;
    } else {
      add(isOpen(day) ? pieces.days : pieces.closed, day, day + DAY_MS);
      day += DAY_MS;
    }
  }
}

/** Of the part of the year, this many months long, that begins with this day; undefined when none does. */
function endOf(months: number, day: number): number | undefined {
  const date = new Date(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return date.getUTCDate() === 1 && month % months === 0 ? Date.UTC(year, month + months, 1) : undefined;
}

function someOpen(from: number, to: number, isOpen: (day: number) => boolean): boolean {
  for (let day = from; day < to; day += DAY_MS) if (isOpen(day)) return true;
  return false;
}

function add(spans: Span[], from: number, to: number): void {
  if (from >= to) return;
  const before = spans.at(-1);
  if (before?.to === from) before.to = to;
  else spans.push({ from, to });
}

/** @param nowMs stands for an end that is Infinity. */
export function lengthOf(spans: readonly Span[], nowMs: number): number {
  return spans.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, nowMs) - from), 0);
}
