/** What the api may ask of the Importer, the Durable Object that moves one import. */
export interface ImporterRpc {
  /** Sets it going, or does nothing when it is. Safe to repeat. */
  wake(workspaceId: string, importId: string): Promise<void>;
}

/** One object per import. */
export function importerName(workspaceId: string, importId: string): string {
  return `${workspaceId}/${importId}`;
}
