/** Shows one dead letter with the workspace's events in it. */
import { requireScope } from '../access/actor.ts';
import { type LetterContext, type OpenedLetter, openLetter } from './ports.ts';

/** Throws `not_found`. Scope: audit.read, which owners and admins have. */
export async function getLetter(context: LetterContext, name: string): Promise<OpenedLetter> {
  requireScope(context.actor, 'audit.read');
  return openLetter(context, name);
}
