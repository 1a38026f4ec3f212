/** Fixing the next batch: which entries, under which token. */
import type { BookLimits } from './book-limits.ts';
import { entriesWaiting, readRange, type WaitingEntry } from './log-entries.ts';
import type { Batch } from './meta.ts';
import type { LedgerSql } from './sql.ts';

/** Hex digits of the SHA-256 that name a batch: 128 bits. */
const TOKEN_CHARS = 32;

type Limits = Pick<BookLimits, 'batchEvents' | 'batchBytes'>;
type Range = Pick<Batch, 'firstSeq' | 'lastSeq' | 'n' | 'bytes' | 'layout'>;

/** The longest run of waiting entries of one layout within the limits; at least one entry. Undefined when nothing waits. */
export function chooseRange(entries: readonly WaitingEntry[], limits: Limits): Range | undefined {
  const [first] = entries;
  if (!first) return undefined;
  const range: Range = {
    firstSeq: first.seq,
    lastSeq: first.seq,
    n: first.n,
    bytes: first.bytes,
    layout: first.layout,
  };
  for (const entry of entries.slice(1)) {
    const full = range.n + entry.n > limits.batchEvents || range.bytes + entry.bytes > limits.batchBytes;
    if (full || entry.layout !== range.layout) break;
    range.lastSeq = entry.seq;
    range.n += entry.n;
    range.bytes += entry.bytes;
  }
  return range;
}

/** The batch after `storedSeq`, not recorded yet. Its token depends on the event ids alone. */
export async function nextBatch(
  sql: LedgerSql,
  storedSeq: number,
  limits: Limits,
  now: number,
): Promise<Batch | undefined> {
  const range = chooseRange(entriesWaiting(sql, storedSeq, limits.batchEvents), limits);
  if (!range) return undefined;
  const { ids } = readRange(sql, range.firstSeq, range.lastSeq);
  const digest = await crypto.subtle.digest('SHA-256', await new Blob(ids).arrayBuffer());
  return { ...range, token: hex(digest).slice(0, TOKEN_CHARS), createdAt: now, attempts: 0 };
}

/** The batch's rows as text, the same on every call while the batch is recorded. */
export function batchLines(sql: LedgerSql, batch: Batch): string {
  const decoder = new TextDecoder();
  return readRange(sql, batch.firstSeq, batch.lastSeq)
    .rows.map((rows) => decoder.decode(rows))
    .join('');
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
