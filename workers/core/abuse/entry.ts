/** Makes lines of the operators' log: who did what to which case. */
import { newEntityId } from '../id/entity-id.ts';
import type { CaseStatus, DeskEntry } from './case.ts';

/** Who acts at the desk. */
export interface DeskActor {
  /** `user:{id}`, `system:{job}` or `visitor`. */
  name: string;
  requestId: string;
  ipHash?: string | undefined;
}

export const jobAtDesk = (job: string): DeskActor => ({ name: `system:${job}`, requestId: job });

export function deskEntry(
  actor: DeskActor,
  action: string,
  caseId: string,
  change: { before?: CaseStatus | undefined; after?: CaseStatus | undefined; note?: string | undefined },
  nowMs: number,
): DeskEntry {
  return {
    id: newEntityId('auditEntry', nowMs),
    caseId,
    actor: actor.name,
    action,
    before: change.before ?? null,
    after: change.after ?? null,
    note: change.note ?? '',
    requestId: actor.requestId,
    ipHash: actor.ipHash ?? null,
    createdAt: nowMs,
  };
}
