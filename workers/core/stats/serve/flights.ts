/** One computation for everybody who asks the same at the same time; it ends early only when all of them have left. */
import { clientLeft } from './client-left.ts';

interface Flight<Result> {
  promise: Promise<Result>;
  controller: AbortController;
  passengers: number;
}

export class Flights<Result> {
  readonly #flying = new Map<string, Flight<Result>>();

  /**
   * @param signal of the one who asks: when it is aborted this call throws, and `compute` is aborted with the last one's.
   * @param defer keeps the computation going when the request that began it ends before the others.
   */
  async join(
    key: string,
    compute: (signal: AbortSignal) => Promise<Result>,
    {
      signal,
      defer,
    }: { signal?: AbortSignal | undefined; defer?: ((work: Promise<unknown>) => void) | undefined } = {},
  ): Promise<Result> {
    if (signal?.aborted) throw clientLeft();
    const flight = this.#flying.get(key) ?? this.#begin(key, compute, defer);
    flight.passengers += 1;
    const left = Promise.withResolvers<never>();
    const onAbort = (): void => left.reject(clientLeft());
    signal?.addEventListener('abort', onAbort);
    try {
      return await Promise.race([flight.promise, left.promise]);
    } finally {
      signal?.removeEventListener('abort', onAbort);
      flight.passengers -= 1;
      if (flight.passengers === 0) this.#end(key, flight);
    }
  }

  #begin(
    key: string,
    compute: (signal: AbortSignal) => Promise<Result>,
    defer: ((work: Promise<unknown>) => void) | undefined,
  ): Flight<Result> {
    const controller = new AbortController();
    const promise = compute(controller.signal);
    const flight: Flight<Result> = { promise, controller, passengers: 0 };
    this.#flying.set(key, flight);
    const landed = promise.then(
      () => this.#land(key, flight),
      () => this.#land(key, flight),
    );
    defer?.(landed);
    return flight;
  }

  #land(key: string, flight: Flight<Result>): void {
    if (this.#flying.get(key) === flight) this.#flying.delete(key);
  }

  /** After landing there is nothing left to abort. */
  #end(key: string, flight: Flight<Result>): void {
    if (this.#flying.get(key) !== flight) return;
    this.#flying.delete(key);
    try {
      flight.controller.abort(clientLeft());
    } catch {
      // The runtime lets only the request that began it end it. Then the statement's own time limit does.
    }
  }
}
