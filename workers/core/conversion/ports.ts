/** What the conversion verbs need from the outside. */
import type { Actor } from '../access/actor.ts';
import type { Customer } from '../customer/customer.ts';
import type { CustomerStore } from '../customer/ports.ts';
import type { CapturedConversion, ClickFacts, SaleType } from '../event/conversion.ts';
import type { LinkStore } from '../link/ports.ts';
import type { Addresses } from '../link/present.ts';
import type { Rates } from '../money/convert.ts';

/** A click of the workspace, as it was counted. */
export interface FoundClick {
  id: string;
  linkId: string;
  facts: ClickFacts;
}

/** Looks a click up wherever it may be by now. */
export type FindClick = (clickId: string) => Promise<FoundClick | undefined>;

/** One accepted lead or sale. */
export interface Conversion {
  /** What makes a repeat the same one, see claims.ts. */
  claim: string;
  customerId: string;
  /** The first of `quantity` events, which differ only in their ids. */
  event: CapturedConversion;
  quantity: number;
}

export interface KeptConversion extends Conversion {
  saleType: SaleType;
  delivered: boolean;
}

/** Accepted conversions of one workspace. */
export interface ConversionStore {
  find(claim: string): Promise<KeptConversion | undefined>;
  /**
   * Accepts the conversion and counts it on its customer, in one transaction, unless the claim is taken by one accepted after
   * `takenSince` (Unix milliseconds). Returns what holds the claim then: this one or the earlier one.
   */
  accept(conversion: Conversion, takenSince: number): Promise<KeptConversion>;
  /** The events are where they will be counted from. What nobody can repeat need not be remembered. */
  delivered(conversion: Conversion): Promise<void>;
}

export interface ConversionContext {
  actor: Actor;
  customers: CustomerStore;
  conversions: ConversionStore;
  links: LinkStore;
  addresses: Addresses;
  findClick: FindClick;
  rates: Rates;
  /** Hands events on. `durable`: the queue or the ledger has them; `counted`: the ledger has. Throws when it cannot. */
  deliver(events: CapturedConversion[], until: 'durable' | 'counted'): Promise<void>;
  /** Tells webhooks of it. Safe to repeat; throws when it could not be noted down. */
  tell: (conversion: Conversion) => Promise<void>;
  /** Runs behind the answer. */
  defer(work: Promise<unknown>): void;
  /** A delivery failed; a cron will repeat it. */
  deliveryFailed(conversion: Conversion, error: unknown): void;
  /** True when a page with a publishable key asks: it may report, but learns nothing about anybody. */
  fromPage: boolean;
  now(): number;
}

/** A customer as answers of tracking show it. */
export type TrackedCustomer = Pick<Customer, 'id' | 'name' | 'email' | 'avatar' | 'externalId'>;
