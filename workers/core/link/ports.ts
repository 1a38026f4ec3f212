/** What the link verbs need from the world. Each port has one adapter in platform, and every method says what failing means. */
import type { Screening } from '../abuse/screen.ts';
import type { Actor } from '../access/actor.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { Domain } from '../domain/domain.ts';
import type { Entitlements } from '../plan/entitlements.ts';
import type { LinkRecord } from '../route/record.ts';
import type { Link } from './link.ts';

export interface LinkFilter {
  domain?: string;
  search?: string;
  userId?: string;
  tenantId?: string;
  folderId?: string | null;
  showArchived: boolean;
  linkIds?: string[];
  /** True when the filter names something that does not exist: nothing matches. */
  nothing?: true;
}

export interface LinkPage {
  limit: number;
  offset: number;
  order: 'asc' | 'desc';
  /** Only links after (in list order) or before this one. */
  after?: Cursor;
  before?: Cursor;
}

export interface Cursor {
  id: string;
  createdAt: number;
}

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
  list(filter: LinkFilter, page: LinkPage): Promise<Link[]>;
  count(filter: LinkFilter): Promise<number>;
  countBy(
    filter: LinkFilter,
    column: 'domain' | 'userId' | 'folderId',
  ): Promise<{ value: string | null; count: number }[]>;
  insert(link: Link, entry: AuditEntry): Promise<InsertOutcome>;
  /** Writes only over `before.revision`. When the name changed, the old name's copies are noted to go. */
  update(before: Link, after: Link, entry: AuditEntry): Promise<UpdateOutcome>;
  /** False when it was changed or gone already. */
  remove(link: Link, entry: AuditEntry): Promise<boolean>;
  /** The copies of this name are known to be right for this revision (0: gone). A newer note stays. */
  settle(name: Name, linkId: string, revision: number): Promise<void>;
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
}

export type NewClaim = Omit<Claim, 'record'>;

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
  now(): number;
  /** Copies could not be written; the repair job will. Counted and logged by the caller. */
  copyFailed(name: Name, error: unknown): void;
}
