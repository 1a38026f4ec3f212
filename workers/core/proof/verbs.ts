/** What a workspace may ask about its own proof: the audit, the receipt, and a repair of one day. */
import { type Actor, requireScope } from '../access/actor.ts';
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import type { LedgerRpc } from '../ledger/contract.ts';
import { type Correction, daySpan, type RollupStore } from '../rollup/repair.ts';
import { repairAlone } from '../rollup/repair-alone.ts';
import type { AuditedDay } from './audit-days.ts';
import { auditWorkspace, lastDays, type ProofStore } from './audit-workspace.ts';
import { type Receipt, receiptOf } from './receipt.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export interface ProofContext {
  actor: Actor;
  /** The ledger of the actor's workspace. */
  ledger: Pick<LedgerRpc, 'proof' | 'hold' | 'release'>;
  store: ProofStore;
  rollups: RollupStore;
  /** What the edge reported of the workspace's clicks. */
  troubles: () => Promise<Receipt['capture']>;
  now: () => number;
}

/** The last `count` UTC days with events, newest first, today included. Scope: analytics.read. */
export async function auditLastDays({ actor, ledger, store, now }: ProofContext, count: number): Promise<AuditedDay[]> {
  requireScope(actor, 'analytics.read');
  const audit = await auditWorkspace({ ledger, store }, actor.workspace.id, lastDays(count, now()));
  return audit.days;
}

/** Scope: analytics.read. */
export async function readReceipt({ actor, ledger, troubles }: ProofContext): Promise<Receipt> {
  requireScope(actor, 'analytics.read');
  const [proof, capture] = await Promise.all([ledger.proof(actor.workspace.id), troubles()]);
  return receiptOf(proof, capture);
}

/**
 * Recomputes a whole UTC day from raw if it is broken. A repair holds a ledger that others share, so a day that adds up is left
 * alone. @param day `YYYY-MM-DD`. Scope: audit.read, which owners and admins have.
 * Throws `service_unavailable` while events of the day are on their way, or the ledger cannot be held.
 */
export async function repairDay(context: ProofContext, day: string): Promise<Correction[]> {
  const { actor, ledger, store, rollups, now } = context;
  requireScope(actor, 'audit.read');
  if (!DAY.test(day) || Number.isNaN(Date.parse(`${day}T00:00:00Z`)))
    throw refusal('day', 'must be a day such as 2027-01-31', day);
  const { days } = await auditWorkspace({ ledger, store }, actor.workspace.id, [day]);
  const status = days[0]?.status ?? 'balanced';
  if (status === 'balanced') return [];
  if (status === 'catching_up')
    throw new AppError('service_unavailable', 'Events of this day are still on their way. Try again in a minute.');
  const corrections = await repairAlone({ ledger, rollups, now }, daySpan(actor.workspace.id, day), String(now()));
  if (!corrections)
    throw new AppError('service_unavailable', 'This day cannot be repaired right now. Try again in a minute.');
  return corrections;
}
