/** Events older than the memory of ids. Whether one was counted before is asked of raw, which does not forget. */
import { AppError } from '#core/error/app-error.ts';
import { clickHouseTime, type EventRow } from '#core/event/row.ts';
import { ID_MEMORY_MS } from '#core/ledger/contract.ts';
import type { Sink } from '#core/ledger/sink.ts';
import { oldestAfter } from './log-entries.ts';
import type { LedgerSql } from './sql.ts';

export interface OldEventTools {
  sql: LedgerSql;
  sink: Pick<Sink, 'knownIds'>;
  book: { position: { storedSeq: number } };
  now: () => number;
}

/**
 * The rows that raw does not have. Rows young enough to be judged from memory pass unasked. Throws when the store does not
 * answer, and when something waits for so long that neither memory nor raw can tell: the caller tries again later.
 */
export async function withoutStored(rows: EventRow[], { sql, sink, book, now }: OldEventTools): Promise<EventRow[]> {
  const remembered = clickHouseTime(now() - ID_MEMORY_MS);
  const old = rows.filter((row) => row.ts < remembered);
  if (old.length === 0) return rows;
  requireYoungOutbox({ sql, book, now });
  const times = old.map((row) => row.ts).toSorted();
  const known = await sink.knownIds({
    workspaceIds: [...new Set(old.map((row) => row.workspace_id))],
    from: times[0] ?? '',
    to: times.at(-1) ?? '',
    ids: old.map((row) => row.event_id),
  });
  return rows.filter((row) => !known.has(row.event_id));
}

/** Throws while something has waited for so long that its ids may be forgotten although raw does not have it yet. */
export function requireYoungOutbox({ sql, book, now }: Omit<OldEventTools, 'sink'>): void {
  const oldest = oldestAfter(sql, book.position.storedSeq);
  if (oldest === undefined || oldest >= now() - ID_MEMORY_MS) return;
  throw new AppError(
    'service_unavailable',
    'Events this old cannot be judged until the outbox is empty. Try again later.',
  );
}
