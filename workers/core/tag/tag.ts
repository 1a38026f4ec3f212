/** A label that links carry, and the port that keeps labels. */
import type { Actor } from '../access/actor.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { Entitlements } from '../plan/entitlements.ts';

export const TAG_COLORS = ['red', 'yellow', 'green', 'blue', 'purple', 'brown', 'gray', 'pink'] as const;
export type TagColor = (typeof TAG_COLORS)[number];

/** Times are Unix milliseconds. */
export interface Tag {
  id: string;
  workspaceId: string;
  /** Unique in the workspace, whatever its case. */
  name: string;
  color: TagColor;
  createdAt: number;
  /** Grows with each change: the tag's ETag. */
  updatedAt: number;
}

export interface TagPage {
  search?: string;
  ids?: string[];
  sortBy: 'name' | 'createdAt';
  order: 'asc' | 'desc';
  limit: number;
  offset: number;
}

export type NamedOutcome = 'written' | 'name-taken';

/** Tags of exactly one workspace. Writes carry their audit entry. */
export interface TagStore {
  readonly workspaceId: string;
  byId(id: string): Promise<Tag | undefined>;
  /** Those that exist, in no particular order. */
  byIds(ids: string[]): Promise<Tag[]>;
  /** By name in any case; those that exist. */
  byNames(names: string[]): Promise<Tag[]>;
  /** Ids of tags whose name begins with the text, at most `limit`. */
  idsByPrefix(text: string, limit: number): Promise<string[]>;
  list(page: TagPage): Promise<Tag[]>;
  count(): Promise<number>;
  insert(tag: Tag, entry: AuditEntry): Promise<NamedOutcome>;
  /** `changed`: it is not as `before` any more. */
  update(before: Tag, after: Tag, entry: AuditEntry): Promise<NamedOutcome | 'changed'>;
  /** Takes it off the links, too; of very many links the rest follows by a cron. False when it was not there. */
  remove(id: string, nowMs: number, entry: AuditEntry): Promise<boolean>;
}

export interface TagContext {
  actor: Actor;
  tags: TagStore;
  entitlements: Pick<Entitlements, 'require'>;
  now(): number;
}

/** More tags than this are not labels any more. */
export const MAX_TAGS = 5_000;
export const MAX_TAG_NAME_CHARS = 50;
