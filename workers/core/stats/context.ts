/** What the stats verbs work with. */
import type { CustomerStore } from '../customer/ports.ts';
import type { LinkContext } from '../link/ports.ts';
import type { Addresses } from '../link/present.ts';
import type { StatsRunner } from './run.ts';

export interface StatsContext {
  /** For the actor, and to find links by what callers call them. */
  links: Pick<LinkContext, 'actor' | 'links' | 'domains' | 'folders' | 'tags' | 'now'>;
  customers: Pick<CustomerStore, 'byIds' | 'byExternalId'>;
  runner: StatsRunner;
  addresses: Addresses;
}
