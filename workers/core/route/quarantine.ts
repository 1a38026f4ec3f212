/** Quarantine: the workspaces whose links lead nowhere for now, as one small entry for the edge. No record of a link is rewritten. */
import { listEntry } from './workspace-list.ts';

/** Ids in one entry: 3 MB of KV's 25. More than these in quarantine at a time is an instance that should close its sign-up. */
export const MAX_QUARANTINED_WORKSPACES = 100_000;

/** The entry for these ids, those that came first; equal sets give equal text. */
export function quarantineEntry(workspaceIds: readonly string[]): string {
  return listEntry(workspaceIds.slice(0, MAX_QUARANTINED_WORKSPACES));
}
