/** When the ledger drains: sets the alarm as soon as something waits, works through it, and comes back for what is left. */
import { breakerWait } from '#core/ledger/breaker.ts';
import { MAX_DRAIN_MS, MAX_HOLD_MS } from '#core/ledger/limits.ts';
import { gatherMs } from '#core/ledger/pace.ts';
import { describeError } from '#platform/log/log.ts';
import { drainOnce, type DrainTools } from './drain.ts';
import { holdWait } from './hold.ts';

export class Waker {
  readonly #alarms: Pick<DurableObjectStorage, 'getAlarm' | 'setAlarm'>;
  readonly #tools: DrainTools;
  /** An alarm is set, or its handler is running and will set the next. Unknown after a load: one set too many costs a row. */
  #armed = false;

  constructor(alarms: Pick<DurableObjectStorage, 'getAlarm' | 'setAlarm'>, tools: DrainTools) {
    this.#alarms = alarms;
    this.#tools = tools;
  }

  /** After a commit, in the same turn: the alarm becomes durable together with it. */
  noteCommit(): void {
    if (!this.#armed) void this.#arm(this.#gatherMs());
    if (this.#tools.book.overdue) this.#tidy();
  }

  /** The alarm's handler. Never throws: the runtime would try again a few times only, and then never. */
  async work(): Promise<void> {
    this.#armed = true;
    const startedAt = this.#tools.now();
    try {
      do this.#tidy();
      while ((await drainOnce(this.#tools)) === 'stored' && this.#gatherMs() === 0 && this.#hasTime(startedAt));
    } catch (error) {
      this.#tools.log.error('drain.broken', { error: describeError(error) });
    } finally {
      this.#armed = false;
      await this.resume();
    }
  }

  /** Makes sure that what waits is not waiting for ever. */
  async resume(): Promise<void> {
    if (this.#tools.book.waiting.events > 0) await this.#arm(this.#nextDelay());
  }

  /** Heals an alarm that was lost, once a minute. */
  async check(): Promise<void> {
    this.#tidy();
    if (this.#tools.book.waiting.events === 0) return;
    const alarm = await this.#alarms.getAlarm();
    const late = alarm === null ? Infinity : this.#tools.now() - alarm;
    // Long past its time it was lost; later than any pause it was set by a clock that went back. Setting it again costs one row.
    if (late > MAX_DRAIN_MS || -late > MAX_HOLD_MS) await this.#arm(0);
  }

  /** A failure leaves more in memory and on disk than there should be, but must keep nobody from counting or draining. */
  #tidy(): void {
    try {
      this.#tools.book.tidy(this.#tools.now());
    } catch (error) {
      this.#tools.log.error('ledger.not_tidied', { error: describeError(error) });
    }
  }

  /** False also when the clock was set back meanwhile. */
  #hasTime(startedAt: number): boolean {
    const elapsedMs = this.#tools.now() - startedAt;
    return elapsedMs >= 0 && elapsedMs < MAX_DRAIN_MS;
  }

  #gatherMs(): number {
    const { pace, book, now } = this.#tools;
    return gatherMs(pace, book.waiting.events, now());
  }

  #nextDelay(): number {
    const { book, sql, now } = this.#tools;
    const pause = Math.max(breakerWait(book.position.breaker, now()), holdWait(sql, now()));
    return pause > 0 ? pause : this.#gatherMs();
  }

  async #arm(delayMs: number): Promise<void> {
    this.#armed = true;
    await this.#alarms.setAlarm(this.#tools.now() + delayMs);
  }
}
