/** A repair with the ledger held: no insert is on its way while raw and rollups are compared, so no event is corrected that a view still counts. */
import type { LedgerRpc } from '../ledger/contract.ts';
import { MAX_HOLD_MS } from '../ledger/limits.ts';
import { type Correction, repairSpan, type RollupStore, type WorkspaceSpan } from './repair.ts';

export interface RepairTools {
  /** The ledger that counts the span's workspace. */
  ledger: Pick<LedgerRpc, 'hold' | 'release'>;
  rollups: RollupStore;
  now: () => number;
}

/** One correction with its timeout must fit into what is left of the hold; after this time none is still being written. */
const LONGEST_WRITE_MS = 20_000;

/**
 * Undefined when the ledger cannot be held now: try again later. Throws as repairSpan does. The ledger is let go at the end,
 * or, when a correction's outcome is not known, once it cannot be on its way any more.
 */
export async function repairAlone(
  { ledger, rollups, now }: RepairTools,
  span: WorkspaceSpan,
  occasion: string,
): Promise<Correction[] | undefined> {
  const holder = crypto.randomUUID();
  const lastWrite = now() + MAX_HOLD_MS - LONGEST_WRITE_MS;
  if (!(await ledger.hold(span.workspaceId, holder, MAX_HOLD_MS))) return undefined;
  let isWriting = false;
  const watched: RollupStore = {
    difference: (rollup, scope) => rollups.difference(rollup, scope),
    async correct(rollup, scope, token) {
      isWriting = true;
      await rollups.correct(rollup, scope, token);
      isWriting = false;
    },
  };
  try {
    return await repairSpan(watched, span, occasion, () => now() < lastWrite);
  } finally {
    await (isWriting
      ? ledger.hold(span.workspaceId, holder, LONGEST_WRITE_MS)
      : ledger.release(span.workspaceId, holder));
  }
}
