/** Lets requests that need the same thing at the same time share one load. */

/** A load belongs to the request that began it; should that request vanish, the others load for themselves after this. */
const SHARED_WAIT_MS = 1_000;

const GAVE_UP = Symbol('gave up');

export class SharedLoads<Value> {
  readonly #running = new Map<string, Promise<Value>>();

  /** The result of the running load of this name, or of `load`, which is then the running one. */
  async run(name: string, load: () => Promise<Value>): Promise<Value> {
    const running = this.#running.get(name);
    if (running) {
      const shared = await Promise.race([running, timeout()]);
      return shared === GAVE_UP ? load() : shared;
    }
    const mine = load();
    this.#running.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.#running.get(name) === mine) this.#running.delete(name);
    }
  }
}

function timeout(): Promise<typeof GAVE_UP> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(GAVE_UP), SHARED_WAIT_MS);
  });
}
