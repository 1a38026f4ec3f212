/** Counts the permits of one caller. One object per token, session or network; it forgets itself when the caller has gone. */
import { DurableObject } from 'cloudflare:workers';
import type { RateCounter } from '#core/limit/ports.ts';
import { type Lease, type RateRule, takeLease, type Used } from '#core/limit/window.ts';

const STORED = 'used';
/** An object can be dropped from memory after ten idle seconds; counts of shorter windows need not survive that. */
const MIN_STORED_WINDOW_MS = 10_000;
/** When a caller has been away this long, nothing of it is worth keeping. */
const FORGET_AFTER_MS = 3_600_000;

export class RateLimiter extends DurableObject<ApiEnv> implements RateCounter {
  #used: Record<string, Used> = {};
  #takenAt = 0;

  constructor(ctx: DurableObjectState, env: ApiEnv) {
    super(ctx, env);
    void ctx.blockConcurrencyWhile(async () => {
      this.#used = (await ctx.storage.get<Record<string, Used>>(STORED)) ?? {};
    });
  }

  async take(rules: RateRule[]): Promise<Lease[]> {
    const now = Date.now();
    const leases = rules.map((rule) => {
      const { lease, used } = takeLease(rule, this.#used[rule.name], now);
      this.#used[rule.name] = used;
      return lease;
    });
    if (rules.some((rule) => rule.windowMs >= MIN_STORED_WINDOW_MS)) this.#keep();
    if (now - this.#takenAt > FORGET_AFTER_MS) await this.ctx.storage.setAlarm(now + FORGET_AFTER_MS);
    this.#takenAt = now;
    return leases;
  }

  override async alarm(): Promise<void> {
    const newest = Math.max(0, ...Object.values(this.#used).map(({ start }) => start));
    if (newest + FORGET_AFTER_MS > Date.now()) return this.ctx.storage.setAlarm(newest + 2 * FORGET_AFTER_MS);
    this.#used = {};
    this.#takenAt = 0;
    await this.ctx.storage.deleteAll();
  }

  /** The answer does not wait for the disk: a count lost with the machine is a minute's permits, not anybody's data. */
  #keep(): void {
    void this.ctx.storage.put(STORED, this.#used, { allowUnconfirmed: true });
  }
}
