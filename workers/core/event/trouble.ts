/** What can become of a click that the queue would not take: a closed list, counted by name for each workspace. */

/** `lost`: nobody took it. `refused`: nobody took it, and in strict mode the visitor was therefore asked to come again. */
export const CAPTURE_TROUBLES = ['by_ledger', 'by_spill', 'lost', 'refused'] as const;
export type CaptureTrouble = (typeof CAPTURE_TROUBLES)[number];
