/** Where permits are counted: one counter per caller, wherever its requests are served. */
import type { Lease, RateRule } from './window.ts';

export interface RateCounter {
  /** One lease per rule, in the order given. */
  take(rules: RateRule[]): Promise<Lease[]>;
}
