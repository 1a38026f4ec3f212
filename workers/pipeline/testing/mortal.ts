/** Ledgers behind a caller that may die at any call, before or after the call has done its work; what was sent can be sent again. */
import type { LedgerRpc } from '#core/ledger/contract.ts';

type Method = keyof LedgerRpc;

export class Mortal {
  /** Calls that were made, in order. */
  readonly calls: { name: string; method: Method; args: unknown[] }[] = [];
  readonly #get: (name: string) => LedgerRpc;
  #callsLeft = Infinity;
  #dies: 'before' | 'after' = 'before';

  constructor(get: (name: string) => LedgerRpc) {
    this.#get = get;
  }

  /** The caller dies at call number `at` from now, counted from 0. */
  dieAt(at: number, when: 'before' | 'after'): void {
    this.#callsLeft = at;
    this.#dies = when;
  }

  readonly get = (name: string): LedgerRpc =>
    new Proxy({} as LedgerRpc, {
      get:
        (_, method: Method) =>
        async (...args: unknown[]) =>
          this.#call(name, method, args),
    });

  /** Sends an earlier call again, as a request does that was long on its way. */
  async repeat(index: number): Promise<void> {
    const { name, method, args } = this.calls[index] as (typeof this.calls)[number];
    await this.#send(name, method, args).catch(() => {});
  }

  async #call(name: string, method: Method, args: unknown[]): Promise<unknown> {
    const isLast = this.#callsLeft-- === 0;
    if (isLast && this.#dies === 'before') throw new Error('the caller died');
    if (this.#callsLeft < -1) throw new Error('the caller is dead');
    this.calls.push({ name, method, args });
    const answer = await this.#send(name, method, args);
    if (isLast) throw new Error('the caller died');
    return answer;
  }
  /** A copy of the answer: the answer itself would keep the ledger from being evicted until somebody disposes of it. */
  async #send(name: string, method: Method, args: unknown[]): Promise<unknown> {
    const answer = await (this.#get(name)[method] as (...values: unknown[]) => Promise<unknown>)(...args);
    if (typeof answer !== 'object' || answer === null) return answer;
    const copy = structuredClone(answer);
    (answer as Partial<Disposable>)[Symbol.dispose]?.();
    return copy;
  }
}
