/** The ledger's bounds as a value, so that a test can reach them with a handful of events. */
import * as limits from '#core/ledger/limits.ts';

export interface BookLimits {
  checkpointEvents: number;
  checkpointEntries: number;
  freezeIds: number;
  freezeEntries: number;
  idsPerPart: number;
  filterBytes: number;
  idsHeld: number;
  batchEvents: number;
  batchBytes: number;
  ringEvents: number;
}

export const BOOK_LIMITS: BookLimits = {
  checkpointEvents: limits.CHECKPOINT_EVENTS,
  checkpointEntries: limits.CHECKPOINT_ENTRIES,
  freezeIds: limits.FREEZE_IDS,
  freezeEntries: limits.FREEZE_ENTRIES,
  idsPerPart: limits.IDS_PER_PART,
  filterBytes: limits.MAX_FILTER_BYTES,
  idsHeld: limits.MAX_IDS_HELD,
  batchEvents: limits.MAX_BATCH_EVENTS,
  batchBytes: limits.MAX_BATCH_BYTES,
  ringEvents: limits.RING_EVENTS,
};
