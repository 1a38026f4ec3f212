/** Strict mode: the workspaces whose visitors are answered only once their click is durable, as one small entry for the edge. */

/** When a visitor is answered: `after` the click is on its way, or only when it is durable (`before` the answer). */
export const CLICK_ACKS = ['after', 'before'] as const;
export type ClickAck = (typeof CLICK_ACKS)[number];

/** Ids in one entry: 3 MB of KV's 25. Beyond it everybody is strict, which costs a little time and breaks no promise. */
export const MAX_STRICT_WORKSPACES = 100_000;
/** Stands for every workspace. */
const EVERYBODY = '*';

/** Says of a workspace whether its clicks are acknowledged before the answer. */
export type StrictRule = (workspaceId: string) => boolean;

/** The entry for these ids; equal sets give equal text. */
export function strictEntry(workspaceIds: readonly string[]): string {
  return JSON.stringify(workspaceIds.length > MAX_STRICT_WORKSPACES ? [EVERYBODY] : workspaceIds.toSorted());
}

/** Undefined for text that is no such entry: then the truth is asked. */
export function parseStrictEntry(text: string | null): StrictRule | undefined {
  if (text === null) return undefined;
  const ids = readList(text);
  if (!ids) return undefined;
  const strict = new Set(ids);
  return strict.has(EVERYBODY) ? () => true : (workspaceId) => strict.has(workspaceId);
}

function readList(text: string): string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.map(String) : undefined;
  } catch {
    return undefined;
  }
}

export interface StrictPorts {
  /** Ids of the strict workspaces, of D1; may end after MAX_STRICT_WORKSPACES + 1. */
  strictWorkspaces: () => Promise<string[]>;
  read: () => Promise<string | null>;
  write: (entry: string) => Promise<void>;
}

/** Two changes at once may write the older list last; then the list is written once more. */
const MAX_ROUNDS = 3;

/** Brings the edge's entry up to date. Safe to repeat; after each change, and each minute for what failed. @returns whether it wrote. */
export async function publishStrict({ strictWorkspaces, read, write }: StrictPorts): Promise<boolean> {
  let known = await read();
  let wrote = false;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const entry = strictEntry(await strictWorkspaces());
    if (entry === known) break;
    await write(entry);
    known = entry;
    wrote = true;
  }
  return wrote;
}
