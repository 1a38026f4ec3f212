/** What imports need from the world. Every method is safe to repeat: a portion may be worked on twice. */
import type { Actor } from '../access/actor.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { CapturedClick } from '../event/captured.ts';
import type { Link } from '../link/link.ts';
import type { Claim, LinkContext, Name, NewClaim } from '../link/ports.ts';
import type { FormatName } from './format/formats.ts';
import type { ImportJob, ImportState } from './job.ts';

/** Imports of exactly one workspace. */
export interface ImportStore {
  byId(id: string): Promise<ImportJob | undefined>;
  /** Newest first. */
  list(limit: number): Promise<ImportJob[]>;
  countOpen(): Promise<number>;
  insert(job: ImportJob, entry: AuditEntry): Promise<void>;
  /** Writes `changes` only while the state is one of `from`. False when it was not. */
  move(id: string, from: readonly ImportState[], changes: Partial<ImportJob>, entry?: AuditEntry): Promise<boolean>;
  /** Writes what a portion has done only over the cursor it began at, whatever the state has become. */
  advance(job: ImportJob, changes: Pick<ImportJob, 'cursor' | 'counts' | 'updatedAt'>): Promise<boolean>;
}

/** Many links of one workspace at once. */
export interface BulkLinks {
  byIds(ids: string[]): Promise<Link[]>;
  /** External ids among these that a link of the workspace has. */
  externalIds(ids: string[]): Promise<Set<string>>;
  /** Writes the links that are not there yet with their audit entries, and counts them for the plan now. A taken external id leaves its link out. */
  insert(links: Link[], entries: AuditEntry[], nowMs: number): Promise<void>;
  /** Notes of copies to make are no longer needed. */
  settle(links: Link[]): Promise<void>;
}

export interface BulkClaims {
  read(names: Name[]): Promise<Claim[]>;
  /** Claims what is free. */
  claim(claims: NewClaim[]): Promise<void>;
  /** Writes the record of each link into its claim. */
  write(links: Link[]): Promise<void>;
}

/** Counts what happened before the links came here. */
export interface PastEvents {
  /** @returns how many were not counted before. Throws when the ledger cannot take them now. */
  count(events: CapturedClick[], source: FormatName): Promise<number>;
}

export interface ImportContext {
  actor: Actor;
  /** Opened for the actor's workspace; nothing of it is told to webhooks. */
  one: LinkContext;
  links: BulkLinks;
  claims: BulkClaims;
  past: PastEvents;
  now(): number;
}
