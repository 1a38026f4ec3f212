/** Audits one workspace: asks the ledger, the store, and the ledger again, and compares. */
import type { LedgerProof, LedgerRpc } from '../ledger/contract.ts';
import { type AuditedDay, auditDays, type StoredDay } from './audit-days.ts';

/** The analytical store as the audit reads it. */
export interface ProofStore {
  /** Days `from` to `to`, both included, `YYYY-MM-DD`; days without events may be absent. */
  storedByDay(workspaceId: string, from: string, to: string): Promise<Map<string, StoredDay>>;
  /** Where a day's numbers differ from raw, and which batches have to do with it. */
  suspects(workspaceId: string, day: string): Promise<Suspects>;
}

export interface Suspects {
  /** `YYYY-MM-DD HH` whose rollups differ from raw. */
  hours: string[];
  /** Batches in those hours, or with events that another batch brought, too. The most rows first. */
  batches: { batch: string; rows: number; events: number }[];
}

export interface AuditTools {
  ledger: Pick<LedgerRpc, 'proof'>;
  store: ProofStore;
}

const DAY_MS = 86_400_000;
const DAY_CHARS = 'YYYY-MM-DD'.length;

/** UTC days, newest first, ending with the day of `now`. */
export function lastDays(count: number, now: number): string[] {
  return Array.from({ length: count }, (_, ago) => new Date(now - ago * DAY_MS).toISOString().slice(0, DAY_CHARS));
}

/** @param days in any order. @returns the days with events, in the same order, and the ledger's word behind it. */
export async function auditWorkspace(
  { ledger, store }: AuditTools,
  workspaceId: string,
  days: readonly string[],
): Promise<{ days: AuditedDay[]; proof: LedgerProof }> {
  const sorted = days.toSorted();
  const before = await ledger.proof(workspaceId);
  const stored = await store.storedByDay(workspaceId, sorted[0] ?? '', sorted.at(-1) ?? '');
  const after = await ledger.proof(workspaceId);
  return { days: auditDays(days, before, stored, after), proof: after };
}
