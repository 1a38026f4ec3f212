/** Makes log entries of the rows of one commit, each small enough for one stored value. */
import { ROW_LAYOUT, writeRow } from '#core/event/columns.ts';
import { clickHouseTime, type EventRow } from '#core/event/row.ts';
import { packIds } from '#core/ledger/dedupe/packed-id.ts';
import { MAX_ENTRY_BYTES, MAX_ENTRY_EVENTS } from '#core/ledger/limits.ts';
import { tallyMinutes } from '#core/ledger/minute-tally.ts';
import { tallyRows, type Tallies } from '#core/ledger/tally.ts';
import type { LogEntry } from './log-entries.ts';

export interface CommitFacts {
  /** Number of the first entry. */
  firstSeq: number;
  /** Unix milliseconds of the commit. */
  at: number;
  /** Duplicates refused since the last entry; they travel with the first one. */
  duplicates: number;
}

const encoder = new TextEncoder();

/** At least one row is expected; what is not written down with an entry would be forgotten. */
export function cutEntries(counted: readonly EventRow[], { firstSeq, at, duplicates }: CommitFacts): LogEntry[] {
  const receivedAt = clickHouseTime(at);
  const rows = counted.map((row) => ({ ...row, received_at: receivedAt }));
  return splitByLimits(rows).map(({ rows: own, lines }, index) => ({
    seq: firstSeq + index,
    at,
    n: own.length,
    duplicates: index === 0 ? duplicates : 0,
    ids: packIds(own.map((row) => row.event_id)),
    tallies: talliesOf(own, at),
    layout: ROW_LAYOUT,
    rows: lines,
  }));
}

function talliesOf(rows: readonly EventRow[], at: number): Tallies {
  const tallies = tallyRows(rows);
  tallyMinutes(tallies, rows, at);
  return tallies;
}

function splitByLimits(rows: EventRow[]): { rows: EventRow[]; lines: Uint8Array }[] {
  const lines = rows.map((row) => encoder.encode(writeRow(row)));
  const cuts: { rows: EventRow[]; lines: Uint8Array }[] = [];
  let start = 0;
  let bytes = 0;
  for (let index = 0; index <= rows.length; index++) {
    const next = lines[index]?.byteLength ?? 0;
    const full = index - start >= MAX_ENTRY_EVENTS || (bytes + next > MAX_ENTRY_BYTES && index > start);
    if (index === rows.length ? index > start : full) {
      cuts.push({ rows: rows.slice(start, index), lines: concat(lines.slice(start, index), bytes) });
      start = index;
      bytes = 0;
    }
    bytes += next;
  }
  return cuts;
}

function concat(parts: Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
