/** A stored API token, without the secret, and the port that keeps it. */
import type { AuditEntry } from '../audit/entry.ts';
import type { Actor } from '../access/actor.ts';
import type { Scope } from '../access/scope.ts';

export interface Token {
  id: string;
  workspaceId: string;
  userId: string;
  name: string;
  hash: string;
  start: string;
  scopes: Scope[];
  expiresAt: number | null;
  lastUsedAt: number | null;
  createdAt: number;
}

/** Tokens of exactly one workspace. Writes carry their audit entry. */
export interface TokenStore {
  readonly workspaceId: string;
  /** Not revoked, newest first. */
  all(): Promise<Token[]>;
  count(): Promise<number>;
  insert(token: Token, entry: AuditEntry): Promise<void>;
  /** False when it was revoked already or never there. */
  revoke(id: string, nowMs: number, entry: AuditEntry): Promise<boolean>;
}

export interface TokenContext {
  actor: Actor;
  tokens: TokenStore;
  now(): number;
}
