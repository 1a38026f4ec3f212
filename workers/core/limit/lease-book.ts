/** The permits one server holds: spent without asking anybody, and a refusal remembered until its window ends. */
import type { Lease, RateRule, RateState } from './window.ts';

interface Held extends Lease {
  limit: number;
}

/** Callers remembered at a time; the one added first goes first, and asks again. */
const MAX_HELD = 10_000;

export class LeaseBook {
  readonly #held = new Map<string, Held>();

  /** Spends a permit held for this caller, or says that there is none until the window ends. Undefined: take a lease. */
  spend(caller: string, rule: RateRule, nowMs: number): RateState | undefined {
    const held = this.#held.get(nameOf(caller, rule));
    if (!held || held.resetAt <= nowMs || held.limit !== rule.limit) return undefined;
    if (held.granted === 0) return held.remaining === 0 ? stateOf(rule, held, false) : undefined;
    held.granted -= 1;
    return stateOf(rule, held, true);
  }

  /** Adds a fresh lease and spends one permit of it. */
  receive(caller: string, rule: RateRule, lease: Lease): RateState {
    const name = nameOf(caller, rule);
    const before = this.#held.get(name);
    const kept = before?.resetAt === lease.resetAt && before.limit === rule.limit ? before.granted : 0;
    const held = { ...lease, granted: lease.granted + kept, limit: rule.limit };
    this.#held.delete(name);
    this.#held.set(name, held);
    const oldest = this.#held.size > MAX_HELD ? this.#held.keys().next().value : undefined;
    if (oldest !== undefined) this.#held.delete(oldest);
    if (held.granted === 0) return stateOf(rule, held, false);
    held.granted -= 1;
    return stateOf(rule, held, true);
  }
}

function nameOf(caller: string, rule: RateRule): string {
  return `${rule.name} ${caller}`;
}

function stateOf(rule: RateRule, held: Held, allowed: boolean): RateState {
  return { rule, allowed, remaining: held.granted + held.remaining, resetAt: held.resetAt };
}
