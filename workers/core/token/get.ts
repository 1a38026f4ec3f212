/** Reads one token of the workspace. */
import { requireScope } from '../access/actor.ts';
import { loadToken } from './load.ts';
import type { Token, TokenContext } from './token.ts';

export async function getToken(context: TokenContext, id: string): Promise<Token> {
  requireScope(context.actor, 'tokens.read');
  return loadToken(context, id);
}
