/** What the desk's cases can be narrowed to; the router reads it, so it stands alone. */

/** `waiting` is what waits for somebody: without a choice. */
export const QUEUES = ['waiting', 'blocked', 'quarantined', 'dismissed', 'refused'] as const;
export type Queue = (typeof QUEUES)[number];
