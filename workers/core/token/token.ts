/** A stored API token, without the secret, and the port that keeps it. */
import type { AuditEntry } from '../audit/entry.ts';
import type { Actor } from '../access/actor.ts';
import type { MachineRole, TokenScope } from './scope-set.ts';

export type TokenKind = 'secret' | 'publishable';

export interface Token {
  id: string;
  workspaceId: string;
  kind: TokenKind;
  /** The person it acts for; null for a machine. */
  userId: string | null;
  /** Null when it acts for a person. */
  machineRole: MachineRole | null;
  name: string;
  hash: string;
  start: string;
  /** The whole token when it is publishable. */
  publicKey: string | null;
  scopes: TokenScope[];
  /** Address blocks it works from; empty: anywhere. */
  allowedIps: string[];
  /** Host names of pages it works on; empty: any. */
  allowedHosts: string[];
  expiresAt: number | null;
  lastUsedAt: number | null;
  createdAt: number;
  revision: number;
}

/** What stays of a rotated token until `until` (Unix milliseconds). */
export interface PreviousSecret {
  hash: string;
  until: number;
}

/** Tokens of exactly one workspace. Writes carry their audit entry. */
export interface TokenStore {
  readonly workspaceId: string;
  /** Not revoked, newest first. */
  all(): Promise<Token[]>;
  /** Not revoked. */
  find(id: string): Promise<Token | undefined>;
  count(): Promise<number>;
  insert(token: Token, entry: AuditEntry): Promise<void>;
  /** Writes `after` if the stored revision is still the one before it; false when it is not. */
  update(after: Token, entry: AuditEntry, previous?: PreviousSecret): Promise<boolean>;
  /** False when it was revoked already or never there. */
  revoke(id: string, nowMs: number, entry: AuditEntry): Promise<boolean>;
}

export interface TokenContext {
  actor: Actor;
  tokens: TokenStore;
  now(): number;
}
