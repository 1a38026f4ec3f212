/** Finds one token of the workspace for a change of it. */
import { AppError } from '../error/app-error.ts';
import type { Token, TokenContext } from './token.ts';

/** Throws `not_found` when the workspace has no live token of this id. */
export async function loadToken({ tokens }: TokenContext, id: string): Promise<Token> {
  const token = await tokens.find(id);
  if (!token) throw noSuchToken(id);
  return token;
}

export function noSuchToken(id: string): AppError {
  return new AppError('not_found', `No token "${id}" in this workspace.`);
}

export function changedMeanwhile(): AppError {
  return new AppError('conflict', 'This token was changed at the same moment. Read it again and repeat your change.');
}
