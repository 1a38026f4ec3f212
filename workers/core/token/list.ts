/** Lists the workspace's live tokens. */
import { requireScope } from '../access/actor.ts';
import type { Token, TokenContext } from './token.ts';

export async function listTokens(context: TokenContext): Promise<Token[]> {
  requireScope(context.actor, 'tokens.read');
  return context.tokens.all();
}
