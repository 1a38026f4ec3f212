/** The Durable Object of one link that has a click limit or a password: a shell around two counters. */
import { DurableObject } from 'cloudflare:workers';
import { AttemptLimiter } from './attempt-limiter.ts';
import type { Take } from './click-counter.ts';
import { ClickCounter } from './click-counter.ts';

/** What the edge asks of a link's gate. */
export interface ClickGateRpc {
  /** Takes one of `max` clicks. Safe to repeat with the same click id. */
  take(clickId: string, max: number): Promise<Take>;
  /** Whether all of `max` clicks are taken; takes none. */
  isUsedUp(max: number): Promise<boolean>;
  /** Counts a password attempt; resolves to the milliseconds to wait, 0 when it may be checked. */
  beginAttempt(visitor: string): Promise<number>;
  succeed(visitor: string): Promise<void>;
}

export class ClickGate extends DurableObject<EdgeEnv> implements ClickGateRpc {
  readonly #clicks: ClickCounter;
  readonly #attempts: AttemptLimiter;

  constructor(state: DurableObjectState, env: EdgeEnv) {
    super(state, env);
    this.#clicks = new ClickCounter(state.storage.sql);
    this.#attempts = new AttemptLimiter(state.storage.sql);
  }

  async take(clickId: string, max: number): Promise<Take> {
    return this.#clicks.take(clickId, max);
  }

  async isUsedUp(max: number): Promise<boolean> {
    return this.#clicks.used() >= max;
  }

  async beginAttempt(visitor: string): Promise<number> {
    return this.#attempts.begin(visitor, Date.now());
  }

  async succeed(visitor: string): Promise<void> {
    this.#attempts.succeed(visitor);
  }
}
