/** What the customer verbs need from the outside. */
import type { Actor } from '../access/actor.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { LinkStore } from '../link/ports.ts';
import type { Addresses } from '../link/present.ts';
import type { Customer, CustomerChanges } from './customer.ts';

export const CUSTOMER_SORTS = ['createdAt', 'saleAmount', 'firstSaleAt'] as const;
export type CustomerSort = (typeof CUSTOMER_SORTS)[number];

/** All given conditions hold. */
export interface CustomerFilter {
  email?: string;
  externalId?: string;
  /** Part of e-mail, external id or name. */
  search?: string;
  country?: string;
  linkId?: string;
}

export interface CustomerPage {
  limit: number;
  offset: number;
  sort: CustomerSort;
  order: 'asc' | 'desc';
  /** The customer before the page, or after it. */
  after?: Customer;
  before?: Customer;
}

/** Customers of one workspace. */
export interface CustomerStore {
  byId(id: string): Promise<Customer | undefined>;
  byIds(ids: string[]): Promise<Customer[]>;
  byExternalId(externalId: string): Promise<Customer | undefined>;
  list(filter: CustomerFilter, page: CustomerPage): Promise<Customer[]>;
  /** The customer of that external id: the one given, or the one that was there before. */
  insert(customer: Customer): Promise<Customer>;
  /** Undefined when it is gone; `taken` names the id that another customer has. */
  update(id: string, changes: CustomerChanges, entry: AuditEntry, nowMs: number): Promise<Customer | Taken | undefined>;
  /** Fills in what a conversion says about the person. */
  learn(id: string, changes: CustomerChanges, nowMs: number): Promise<void>;
  /** With everything that was kept to recognise its conversions. False when it was gone. */
  remove(id: string, entry: AuditEntry): Promise<boolean>;
}

export interface Taken {
  taken: 'externalId' | 'stripeCustomerId';
}

export interface CustomerContext {
  actor: Actor;
  customers: CustomerStore;
  links: LinkStore;
  addresses: Addresses;
  now(): number;
}
