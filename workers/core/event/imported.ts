/** Events that were counted elsewhere and brought here: how they are told from those that happened here. */
import type { EventRow } from './row.ts';

/** The beginning of their `reason`; the format they came in follows. */
export const IMPORTED = 'import:';

export function isImported(row: Pick<EventRow, 'reason'>): boolean {
  return row.reason.startsWith(IMPORTED);
}
