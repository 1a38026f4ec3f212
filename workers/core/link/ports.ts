/** What the link verbs need from the world. Each port has one adapter in platform, and every method says what failing means. */
import type { Screening } from '../abuse/screen.ts';
import type { Actor } from '../access/actor.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { Domain } from '../domain/domain.ts';
import type { FolderStore } from '../folder/folder.ts';
import type { Entitlements } from '../plan/entitlements.ts';
import type { LinkRecord } from '../route/record.ts';
import type { TagStore } from '../tag/tag.ts';
import type { UtmTemplateStore } from '../utm-template/template.ts';
import type { LinkSearch } from './search.ts';
import type { Link } from './link.ts';

export interface LinkFilter {
  domain?: string;
  search?: LinkSearch;
  userId?: string;
  tenantId?: string;
  folderId?: string | null;
  showArchived: boolean;
  /** Links with at least one of these tags. */
  tagIds?: string[];
  linkIds?: string[];
  /** True when the filter names something that does not exist: nothing matches. */
  nothing?: true;
}

/** What lists can be ordered by. `manual` is the order people gave; links they never placed come last, newest first. */
export const LINK_SORTS = ['createdAt', 'updatedAt', 'clicks', 'lastClicked', 'saleAmount', 'manual'] as const;
export type LinkSort = (typeof LINK_SORTS)[number];

export interface LinkPage {
  limit: number;
  offset: number;
  sort: LinkSort;
  order: 'asc' | 'desc';
  /** Only links after (in list order) or before this one. */
  after?: Cursor;
  before?: Cursor;
}

/** Where a link stands in an order: by its value, then by its id. */
export interface Cursor {
  id: string;
  value: number;
}

export type LinkGroup = 'domain' | 'userId' | 'folderId' | 'tagId';

export type InsertOutcome = 'written' | 'external-id-taken' | 'name-taken';
export type UpdateOutcome = 'written' | 'changed-meanwhile' | 'external-id-taken' | 'name-taken';

/** Links of exactly one workspace: no method can reach another's. Writes carry their audit entry and a note of the copies to make. */
export interface LinkStore {
  readonly workspaceId: string;
  byId(id: string): Promise<Link | undefined>;
  byIds(ids: string[]): Promise<Link[]>;
  byExternalId(externalId: string): Promise<Link | undefined>;
  byName(domain: string, key: string): Promise<Link | undefined>;
  byUrl(url: string): Promise<Link | undefined>;
  /** Links with the same normal form of the destination (see url-hash.ts), newest first. */
  sameDestination(url: string, limit: number): Promise<Link[]>;
  list(filter: LinkFilter, page: LinkPage): Promise<Link[]>;
  /** The same without the links themselves. */
  ids(filter: LinkFilter, page: LinkPage): Promise<string[]>;
  /** Links that are in a folder, or carry tags, at most `limit`, with the ids of what they carry. */
  labelled(kind: 'folder' | 'tag', limit: number): Promise<{ id: string; labels: string[] }[]>;
  /** Where this link stands in an order; undefined when the workspace has no such link. */
  cursor(id: string, sort: LinkSort): Promise<Cursor | undefined>;
  count(filter: LinkFilter): Promise<number>;
  countBy(filter: LinkFilter, column: LinkGroup): Promise<{ value: string | null; count: number }[]>;
  /** Ids of links in folders that are closed to the actor, at most `limit`. */
  hiddenIds(limit: number): Promise<string[]>;
  /** Makes these links, in this order, the manual order; what was placed before and is not named loses its place. */
  place(ids: string[], entry: AuditEntry): Promise<void>;
  insert(link: Link, entry: AuditEntry): Promise<InsertOutcome>;
  /** Writes only over `before.revision`. When the name changed, the old name's copies are noted to go. */
  update(before: Link, after: Link, entry: AuditEntry): Promise<UpdateOutcome>;
  /** False when it was changed or gone already. */
  remove(link: Link, entry: AuditEntry): Promise<boolean>;
  /** A deleted link as it was, while it is kept. */
  deleted(id: string): Promise<DeletedLink | undefined>;
  deletedPage(page: { limit: number; before?: { id: string; deletedAt: number } }): Promise<DeletedLink[]>;
  /** Brings a deleted link back. */
  restore(link: Link, entry: AuditEntry): Promise<InsertOutcome>;
  /** The copies of this name are known to be right for this revision (0: gone). A newer note stays. */
  settle(name: Name, linkId: string, revision: number): Promise<void>;
}

export interface DeletedLink {
  link: Link;
  /** Unix milliseconds. */
  deletedAt: number;
  /** Who, as in the audit log. */
  deletedBy: string;
}

export interface Name {
  domain: string;
  key: string;
}

export interface Claim extends Name {
  workspaceId: string;
  linkId: string;
  /** Serialised LinkRecord; null between the claim and the first write. */
  record: string | null;
  /** Of the record; before the first write the link's revision when it claimed the name (0 for a new link). */
  revision: number;
  claimedAt: number;
  /** Unix ms until which the name, whose link is gone, may be taken by its last workspace alone; null while it is in use. */
  restsUntil: number | null;
}

export type NewClaim = Omit<Claim, 'record' | 'restsUntil'>;

/** The claim on a name, which is also the routing truth for it. Spread over the shards by name. */
export interface ClaimStore {
  read(name: Name): Promise<Claim | undefined>;
  /** False when the name is taken. Of any number at the same time exactly one gets true. */
  claim(claim: NewClaim): Promise<boolean>;
  /** Moves a claim whose link does not exist to a new link, only if nothing touched it since it was read. */
  takeOver(stale: Claim, next: NewClaim): Promise<boolean>;
  /** Never replaces a record of a newer revision, never touches another link's claim. */
  write(name: Name, record: LinkRecord): Promise<void>;
  /** Only if the claim is still this link's, and older than `belowRevision`: a link that has come back to the name keeps it. */
  release(name: Name, linkId: string, belowRevision: number): Promise<void>;
  /** Same, but the name rests until then (Unix ms) before anybody else can have it. A rest that has begun is not prolonged. */
  rest(name: Name, linkId: string, belowRevision: number, untilMs: number): Promise<void>;
}

/** The copy that the edge reads first. */
export interface RouteCache {
  put(name: Name, record: string): Promise<void>;
  remove(name: Name): Promise<void>;
}

/** Short domains that the actor's workspace may use: its own, then those that every workspace shares. */
export interface DomainStore {
  /** Not archived ones first, the primary one first of all. */
  all(): Promise<Domain[]>;
  /** Which of these host names are short domains of anybody here. */
  knownHosts(hosts: string[]): Promise<string[]>;
}

/** Everything a link verb works with. The stores are opened for the actor's workspace. */
export interface LinkContext {
  actor: Actor;
  links: LinkStore;
  claims: ClaimStore;
  cache: RouteCache;
  domains: DomainStore;
  entitlements: Entitlements;
  /** What links must not lead to. */
  screening: Screening;
  tags: TagStore;
  folders: FolderStore;
  templates: Pick<UtmTemplateStore, 'byId'>;
  now(): number;
  /** Copies could not be written; the repair job will. Counted and logged by the caller. */
  copyFailed(name: Name, error: unknown): void;
}
