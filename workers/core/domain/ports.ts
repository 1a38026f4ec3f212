/** What the domain verbs need from the world. */
import type { Actor } from '../access/actor.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { LinkContext, LinkStore } from '../link/ports.ts';
import type { Resolver } from '../outbound/ports.ts';
import type { Domain } from './domain.ts';
import type { HostRules } from './host-name.ts';

/** Domains of exactly one workspace. Writes carry their audit entry and name the revision they change. */
export interface OwnDomains {
  readonly workspaceId: string;
  /** Own and shared ones, none that is being deleted; not archived ones first, the primary one first of all. */
  all(): Promise<Domain[]>;
  /** An own one, also while it is being deleted. */
  find(slug: string): Promise<Domain | undefined>;
  /** False when the workspace has the name already. The first domain of a workspace becomes its primary one. */
  insert(domain: Domain, entry: AuditEntry): Promise<boolean>;
  /** `taken`: another workspace has proven this name. `changed`: another writer came first. */
  update(before: Domain, after: Domain, entry: AuditEntry): Promise<'written' | 'taken' | 'changed'>;
  /** The only primary one from now on. False when it is gone. */
  makePrimary(domain: Domain, nowMs: number, entry: AuditEntry): Promise<boolean>;
  /** Gives it to another workspace, unproven rows of which step aside. False when another writer came first. */
  moveTo(domain: Domain, workspaceId: string, nowMs: number, entry: AuditEntry): Promise<boolean>;
  /** Notes a DNS check or the state of the hostname; no change that anybody sees. */
  note(domain: Domain, note: Partial<Pick<Domain, 'checkedAt' | 'hostnameId' | 'hostnameStatus'>>): Promise<void>;
  /** The row itself; only when it is being deleted. */
  drop(domain: Domain): Promise<void>;
}

/** Every workspace's domains, as far as a name's truth is concerned. */
export interface DomainTruth {
  /** JSON text of the record the edge serves; undefined when nobody has proven the name. */
  record(slug: string): Promise<string | undefined>;
  /** Who has proven the name, or is still being cleared out of it. */
  holder(slug: string): Promise<{ workspaceId: string; isLeaving: boolean } | undefined>;
  /** The copy is right for every row of the name up to now. */
  settle(slug: string, record: string | undefined): Promise<void>;
}

/** The copy that the edge reads first. */
export interface DomainCopies {
  get(slug: string): Promise<string | null>;
  put(slug: string, record: string): Promise<void>;
  remove(slug: string): Promise<void>;
}

/** Certificates for customers' host names. */
export interface Hostnames {
  /** Idempotent: a hostname that is there already is found. */
  add(host: string): Promise<HostnameState>;
  state(id: string): Promise<HostnameState | undefined>;
  /** Does nothing when it is gone. */
  remove(id: string): Promise<void>;
}

export interface HostnameState {
  id: string;
  /** In the provider's words: `active`, `pending`, … */
  status: string;
  /** What the provider waits for. */
  problems: string[];
}

export interface DomainContext {
  actor: Actor;
  domains: OwnDomains;
  truth: DomainTruth;
  copies: DomainCopies;
  links: Pick<LinkStore, 'count'>;
  resolver: Resolver;
  /** Undefined: certificates are not made through an API here. */
  hostnames: Hostnames | undefined;
  rules: HostRules;
  /** The name that customers' CNAME records lead to. */
  target: string;
  now(): number;
  /** The copy, or the hostname at the provider, could not be brought up to date; a job will. */
  failed(what: 'copy' | 'hostname', slug: string, error: unknown): void;
}

/** Everything that the removal of a domain's links works with. */
export type ClearContext = Pick<LinkContext, 'links' | 'claims' | 'cache' | 'copyFailed' | 'now'>;
