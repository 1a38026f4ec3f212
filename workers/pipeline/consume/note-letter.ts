/** Tells each workspace's ledger of a dead letter with events of it: the receipt counts them, and an admin can find them. */
import type { CapturedEvent } from '#core/event/captured.ts';
import type { LedgerRpc, LetterNote } from '#core/ledger/contract.ts';

/** Resolves when all are told; repeating it changes nothing. */
export type NoteLetters = (notes: LetterNote[]) => Promise<void>;

/** One note per workspace. */
export function notesOf(key: string, reason: string, events: readonly CapturedEvent[]): LetterNote[] {
  const byWorkspace = Map.groupBy(events, (event) => event.workspaceId);
  return [...byWorkspace].map(([workspaceId, own]) => ({ workspaceId, key, reason, events: own.length }));
}

export function noteTo(ledgers: {
  nameOf(workspaceId: string): string;
  get(name: string): Pick<LedgerRpc, 'noteLetters'>;
}): NoteLetters {
  return async (notes) => {
    const byLedger = Map.groupBy(notes, (note) => ledgers.nameOf(note.workspaceId));
    await Promise.all([...byLedger].map(([name, own]) => ledgers.get(name).noteLetters(own)));
  };
}
