/** Lists a workspace's dead letters. */
import { requireScope } from '../access/actor.ts';
import type { Letter } from '../ledger/contract.ts';
import { keyOfName } from './letter.ts';
import type { LetterContext } from './ports.ts';

/** Newest day first. @param before name of the last letter of the page before. Scope: audit.read, which owners and admins have. */
export async function listLetters(
  { actor, ledger }: LetterContext,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<Letter[]> {
  requireScope(actor, 'audit.read');
  return ledger.letters(actor.workspace.id, keyOfName(before ?? '') ?? '', limit);
}
