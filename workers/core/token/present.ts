/** Shows a token on the wire, without hash or secret. */
import { isoDate } from '../schema/date.ts';
import type { Token } from './token.ts';
import type { WireToken } from './wire.ts';

export function toWireToken(token: Token): WireToken {
  return {
    id: token.id,
    name: token.name,
    start: token.start,
    scopes: token.scopes,
    userId: token.userId,
    expiresAt: isoDate(token.expiresAt),
    lastUsedAt: isoDate(token.lastUsedAt),
    createdAt: new Date(token.createdAt).toISOString(),
  };
}
