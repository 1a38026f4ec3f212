/** Takes the time between borders apart, so that each piece is read from the table that knows it by the longest steps. */

/** Unix milliseconds; `to` is excluded, and Infinity where a question has no end. */
export interface Span {
  from: number;
  to: number;
}

/** Spans that touch are one. Together they cover what was taken apart, once. */
export interface Pieces {
  /** Whole UTC quarters of a year without an open day, and the current one up to today: it holds no other days yet. */
  quarters: Span[];
  /** Whole UTC months without an open day, and the current one up to today. */
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
    addDays(pieces, { from: first, to: last }, isOpen, today);
    add(to === Infinity ? pieces.days : pieces.hours, last, to);
  });
  return pieces;
}

function addDays(pieces: Pieces, { from, to }: Span, isOpen: (day: number) => boolean, today: number): void {
  for (let day = from; day < to;) {
    const wholeUntil = (months: number): number | undefined => {
      const end = Math.min(endOf(months, day) ?? day, today);
      return end > day && end <= to && !someOpen(day, end, isOpen) ? end : undefined;
    };
    const [quarter, month] = [wholeUntil(QUARTER_MONTHS), wholeUntil(1)];
    const end = quarter ?? month ?? day + DAY_MS;
    const single = isOpen(day) ? pieces.days : pieces.closed;
    add(quarter ? pieces.quarters : month ? pieces.months : single, day, end);
    day = end;
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
