/** Strict mode: the workspaces whose visitors are answered only once their click is durable, as one small entry for the edge. */
import { EVERYBODY, listEntry } from './workspace-list.ts';

/** When a visitor is answered: `after` the click is on its way, or only when it is durable (`before` the answer). */
export const CLICK_ACKS = ['after', 'before'] as const;
export type ClickAck = (typeof CLICK_ACKS)[number];

/** Ids in one entry: 3 MB of KV's 25. Beyond it everybody is strict, which costs a little time and breaks no promise. */
export const MAX_STRICT_WORKSPACES = 100_000;

/** The entry for these ids; equal sets give equal text. */
export function strictEntry(workspaceIds: readonly string[]): string {
  return listEntry(workspaceIds.length > MAX_STRICT_WORKSPACES ? [EVERYBODY] : workspaceIds);
}
