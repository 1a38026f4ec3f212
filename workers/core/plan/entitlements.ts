/** What a plan allows, asked by the verbs that would use it up. */
import { AppError } from '../error/app-error.ts';
import { planNameOf } from './plan.ts';
import { areReportsWithheld } from './standing.ts';
import { type Counted, limitOf, type UsageCounter } from './usage.ts';

/** Everything counted except events, which are never refused. */
export type Creatable = Exclude<Counted, 'events'>;

export interface Entitlements {
  /** Before `amount` more are made. Throws `forbidden` when the plan has no room for them. */
  require(thing: Creatable, amount?: number): Promise<void>;
  /** Before a report is made. Throws `forbidden` when reports are withheld. */
  requireReports(): Promise<void>;
}

const NAMED: Record<Creatable, string> = {
  links: 'links per month',
  domains: 'domains',
  members: 'members',
  tags: 'tags',
  folders: 'folders',
};

/**
 * One object per request: what a request has been allowed counts for its later questions, so that a bulk request stops exactly at
 * the limit. Requests at the same moment do not see each other and can pass it by as many as they are.
 */
export class PlanEntitlements implements Entitlements {
  readonly #plan: string;
  readonly #counter: UsageCounter;
  readonly #counted = new Map<Creatable, Promise<number>>();
  readonly #allowed = new Map<Creatable, number>();

  constructor(plan: string, counter: UsageCounter) {
    this.#plan = plan;
    this.#counter = counter;
  }

  async require(thing: Creatable, amount = 1): Promise<void> {
    const limit = limitOf(this.#plan, thing);
    if (limit === null) return;
    const used = await this.#used(thing);
    const allowed = this.#allowed.get(thing) ?? 0;
    if (used + allowed + amount > limit)
      throw new AppError(
        'forbidden',
        `${this.#name()} includes ${limit} ${NAMED[thing]}, and ${used + allowed} are used. Choose a larger plan.`,
      );
    this.#allowed.set(thing, allowed + amount);
  }

  async requireReports(): Promise<void> {
    const limit = limitOf(this.#plan, 'events');
    if (limit === null) return;
    const used = await this.#counter.count('events');
    if (areReportsWithheld(used, limit))
      throw new AppError(
        'forbidden',
        `${this.#name()} includes ${limit} events per month, and ${used} were counted. Clicks go on being counted; reports are back next month or with a larger plan.`,
      );
  }

  #used(thing: Creatable): Promise<number> {
    const counted = this.#counted.get(thing) ?? this.#counter.count(thing);
    this.#counted.set(thing, counted);
    return counted;
  }

  #name(): string {
    return `The ${planNameOf(this.#plan)} plan`;
  }
}
