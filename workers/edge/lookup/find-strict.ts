/** Tells which workspaces are strict: one KV entry, held by the isolate and refreshed behind answers. */
import { STRICT_KV_KEY } from '#core/route/keys.ts';
import { parseStrictEntry, type StrictRule } from '#core/route/strict.ts';
import { ABSENT_MS, FRESH_MS, STALE_MS } from './freshness.ts';
import type { LinkFinderPorts } from './find-link.ts';
import type { Defer } from './ports.ts';
import { SharedLoads } from './shared-loads.ts';

/** When nobody could ever say, waiting for the acknowledgement is what breaks no promise. */
const NOT_KNOWN: StrictRule = () => true;

export class StrictFinder {
  readonly #loads = new SharedLoads<StrictRule>();
  readonly #ports: LinkFinderPorts;
  #rule: StrictRule | undefined;
  #freshUntil = 0;
  #staleUntil = 0;

  constructor(ports: LinkFinderPorts) {
    this.#ports = ports;
  }

  /**
   * The rule, at once while it is held. To be called at the beginning of a visit: what has to be read is then read beside the
   * domain and the link. Never rejects.
   */
  find(defer: Defer): StrictRule | Promise<StrictRule> {
    const now = this.#ports.clock();
    if (!this.#rule || now >= this.#staleUntil) return this.#load(defer);
    if (now >= this.#freshUntil) {
      this.#freshUntil = this.#staleUntil;
      void this.#load(defer);
    }
    return this.#rule;
  }

  #load(defer: Defer): Promise<StrictRule> {
    const load = this.#loads.run(STRICT_KV_KEY, () => this.#search(defer));
    // The load outlives its request, so that those who share it get their answer.
    defer(load);
    return load;
  }

  async #search(defer: Defer): Promise<StrictRule> {
    const found = (await this.#copy()) ?? (await this.#truth(defer));
    const now = this.#ports.clock();
    this.#freshUntil = now + (found ? FRESH_MS : ABSENT_MS);
    this.#staleUntil = this.#freshUntil + STALE_MS;
    this.#rule = found ?? this.#rule ?? NOT_KNOWN;
    return this.#rule;
  }

  async #copy(): Promise<StrictRule | undefined> {
    try {
      return parseStrictEntry(await this.#ports.copies.get(STRICT_KV_KEY));
    } catch (error) {
      this.#ports.onFailure('copy_read', error);
      return undefined;
    }
  }

  async #truth(defer: Defer): Promise<StrictRule | undefined> {
    try {
      const entry = await this.#ports.truth.strict();
      const fill = this.#ports.copies.put(STRICT_KV_KEY, entry);
      defer(fill.catch((error: unknown) => this.#ports.onFailure('copy_fill', error)));
      return parseStrictEntry(entry);
    } catch (error) {
      this.#ports.onFailure('truth_read', error);
      return undefined;
    }
  }
}
