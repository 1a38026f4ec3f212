/** A list of workspaces as one small entry for the edge: what each visit has to know about the workspace behind a link. */

/** Says of a workspace whether it is on the list. */
export type WorkspaceRule = (workspaceId: string) => boolean;

/** Stands for every workspace. */
export const EVERYBODY = '*';

/** The entry for these ids; equal sets give equal text. */
export function listEntry(workspaceIds: readonly string[]): string {
  return JSON.stringify(workspaceIds.toSorted());
}

/** Undefined for text that is no such entry: then the truth is asked. */
export function parseListEntry(text: string | null): WorkspaceRule | undefined {
  if (text === null) return undefined;
  const ids = readList(text);
  if (!ids) return undefined;
  const listed = new Set(ids);
  return listed.has(EVERYBODY) ? () => true : (workspaceId) => listed.has(workspaceId);
}

function readList(text: string): string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.map(String) : undefined;
  } catch {
    return undefined;
  }
}

export interface ListPorts {
  /** The entry as D1 has it. */
  truth: () => Promise<string>;
  read: () => Promise<string | null>;
  write: (entry: string) => Promise<void>;
}

/** Two changes at once may write the older list last; then the list is written once more. */
const MAX_ROUNDS = 3;

/** Brings the edge's entry up to date. Safe to repeat; after each change, and each minute for what failed. @returns whether it wrote. */
export async function publishList({ truth, read, write }: ListPorts): Promise<boolean> {
  let known = await read();
  let wrote = false;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const entry = await truth();
    if (entry === known) break;
    await write(entry);
    known = entry;
    wrote = true;
  }
  return wrote;
}
