/** Shows a token on the wire, without hash or secret. */
import { isoDate } from '../schema/date.ts';
import type { Token } from './token.ts';
import type { WireToken } from './wire.ts';

export function toWireToken(token: Token): WireToken {
  return {
    id: token.id,
    kind: token.kind,
    name: token.name,
    start: token.start,
    publicKey: token.publicKey,
    scopes: token.scopes,
    userId: token.userId,
    machine: token.machineRole !== null,
    role: token.machineRole,
    allowedIps: token.allowedIps,
    allowedHosts: token.allowedHosts,
    expiresAt: isoDate(token.expiresAt),
    lastUsedAt: isoDate(token.lastUsedAt),
    createdAt: new Date(token.createdAt).toISOString(),
  };
}
