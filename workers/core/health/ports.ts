/** What health checks need from the world. */
import type { HealthState, LinkHealth } from './health.ts';

export interface HealthFilter {
  state?: HealthState;
  limit: number;
  offset: number;
}

/** Health of one workspace's links. */
export interface HealthStore {
  /** The longest failing first, then the rest by when they were checked. */
  list(filter: HealthFilter): Promise<LinkHealth[]>;
  find(linkId: string): Promise<LinkHealth | undefined>;
  save(health: LinkHealth): Promise<void>;
}
