/** A public page with the figures of a link, a folder or a workspace, and the ports that keep it. */
import type { Actor, Workspace } from '../access/actor.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { FolderStore } from '../folder/folder.ts';
import type { LinkStore } from '../link/ports.ts';

export const SHARE_KINDS = ['workspace', 'folder', 'link'] as const;
export type ShareKind = (typeof SHARE_KINDS)[number];

/** Times are Unix milliseconds. */
export interface Share {
  id: string;
  workspaceId: string;
  /** What the public address ends with. */
  key: string;
  name: string;
  kind: ShareKind;
  targetId: string | null;
  passwordHash: string | null;
  showConversions: boolean;
  expiresAt: number | null;
  /** Whose eyes it looks with, unless `seesAll`. */
  createdBy: string;
  seesAll: boolean;
  createdAt: number;
  updatedAt: number;
}

/** Shares of exactly one workspace. */
export interface ShareStore {
  readonly workspaceId: string;
  /** Newest first. */
  all(): Promise<Share[]>;
  find(id: string): Promise<Share | undefined>;
  insert(share: Share, entry: AuditEntry): Promise<void>;
  /** False when it is gone. */
  update(after: Share, entry: AuditEntry): Promise<boolean>;
  /** False when it was gone already. */
  remove(id: string, entry: AuditEntry): Promise<boolean>;
}

/** Finds a share by what its public address ends with, whoever asks; of a workspace that is going away none. */
export type FindPublicShare = (key: string) => Promise<{ share: Share; workspace: Workspace } | undefined>;

export interface ShareContext {
  actor: Actor;
  shares: ShareStore;
  links: Pick<LinkStore, 'byId'>;
  folders: Pick<FolderStore, 'byId'>;
  now: () => number;
}

/** More than this nobody looks after. */
export const MAX_SHARES = 200;

const KEY_CHARS = 24;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const KEY = new RegExp(`^[0-9A-Za-z]{${KEY_CHARS}}$`);

/** 24 × log2(62) ≈ 142 bits: nobody finds one by trying. */
export function newShareKey(): string {
  let key = '';
  const limit = 256 - (256 % ALPHABET.length);
  while (key.length < KEY_CHARS)
    for (const byte of crypto.getRandomValues(new Uint8Array(KEY_CHARS)))
      if (byte < limit && key.length < KEY_CHARS) key += ALPHABET.charAt(byte % ALPHABET.length);
  return key;
}

/** True for text that can be a key; anything else is refused without asking the store. */
export function looksLikeShareKey(text: string): boolean {
  return KEY.test(text);
}
