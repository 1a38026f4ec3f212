/** A customer: somebody whom a tenant has named to us by an id of their own, with the click that brought them. */
import type { ClickFacts } from '../event/conversion.ts';

export interface Customer {
  id: string;
  workspaceId: string;
  /** The tenant's own id, unique in the workspace. */
  externalId: string;
  name: string | null;
  email: string | null;
  avatar: string | null;
  /** ISO 3166-1 alpha-2; of the first click unless the tenant said otherwise. */
  country: string | null;
  stripeCustomerId: string | null;
  /** First touch: the click that brought this customer, as it was counted. */
  linkId: string;
  clickId: string;
  click: ClickFacts;
  leads: number;
  sales: number;
  /** Cents of USD. */
  saleAmount: number;
  /** Unix milliseconds. */
  firstSaleAt: number | null;
  createdAt: number;
  updatedAt: number;
}

/** What can be changed by hand. */
export type CustomerChanges = Partial<
  Pick<Customer, 'externalId' | 'name' | 'email' | 'avatar' | 'country' | 'stripeCustomerId'>
>;

export const MAX_CUSTOMER_TEXT_CHARS = 100;
export const MAX_AVATAR_CHARS = 2_048;
/** How a caller says that an id is their own. */
export const EXTERNAL_PREFIX = 'ext_';
