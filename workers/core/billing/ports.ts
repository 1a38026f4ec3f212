/** What billing needs from the world: a payment provider, and a memory of what it said. */
import type { Actor } from '../access/actor.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { PlanName } from '../plan/plan.ts';

export const INTERVALS = ['month', 'year'] as const;
export type BillingInterval = (typeof INTERVALS)[number];

/** A subscription as the provider knows it now. */
export interface Subscription {
  id: string;
  customerId: string;
  /** The provider's own word, e.g. `active`. */
  status: string;
  /** True while it is to be honoured: paid for, on trial, or late by less than the provider's patience. */
  isLive: boolean;
  plan: PlanName;
  /** Unix milliseconds. */
  periodEnd: number | null;
  cancelAtPeriodEnd: boolean;
}

export interface BillingEvent {
  id: string;
  type: string;
  /** Null for events about something else. */
  subscriptionId: string | null;
}

export interface Checkout {
  customerId: string;
  workspaceId: string;
  plan: PlanName;
  interval: BillingInterval;
  /** Where the provider sends the person afterwards. */
  successUrl: string;
  cancelUrl: string;
}

/** Every method throws `service_unavailable` when the provider does not answer. */
export interface BillingProvider {
  sells(plan: PlanName, interval: BillingInterval): boolean;
  /** Safe to repeat: one workspace becomes one customer. */
  createCustomer(workspace: { id: string; name: string }): Promise<string>;
  /** @returns the address of a page of the provider's. */
  checkout(checkout: Checkout): Promise<string>;
  portal(customerId: string, returnUrl: string): Promise<string>;
  subscription(id: string): Promise<Subscription>;
  /** It ends with what is paid for. Safe to repeat. */
  endRenewal(subscriptionId: string): Promise<void>;
  /** Throws `bad_request` unless the provider has signed exactly this text. */
  readEvent(payload: string, signature: string): Promise<BillingEvent>;
}

export interface BillingAccount {
  workspaceId: string;
  customerId: string;
  subscriptionId: string | null;
  status: string | null;
  plan: string | null;
  periodEnd: number | null;
  cancelAtPeriodEnd: boolean;
}

/** Billing of exactly one workspace. */
export interface BillingAccountStore {
  read(): Promise<BillingAccount | undefined>;
  /** Keeps the first customer of any number of calls at once. @returns the one kept. */
  open(customerId: string): Promise<string>;
}

/** What the provider's events change, of whichever workspace they are about. */
export interface BillingBook {
  isKnown(eventId: string): Promise<boolean>;
  byCustomer(customerId: string): Promise<BillingAccount | undefined>;
  /** Nothing but the note when `change` is undefined, or older than what is known. */
  record(event: BillingEvent, change: BillingChange | undefined, nowMs: number): Promise<void>;
}

export interface BillingChange {
  workspaceId: string;
  subscription: Subscription;
  /** The plan the workspace has from now on. */
  plan: PlanName;
  /** When the provider was asked. */
  checkedAt: number;
  entry: AuditEntry;
}

export interface BillingContext {
  actor: Actor;
  account: BillingAccountStore;
  /** Undefined where billing is not configured. */
  provider: BillingProvider | undefined;
  /** Page of the web app that people come back to. */
  returnUrl: string;
}
