/** Seeded decisions inside a worker, and a count of those that struck. Each name has a stream of its own. */
import { createRandom, type Random } from '../../../dev/seed/random.ts';
import type { Hits } from '../faults.ts';

export class Dice {
  #seed = '';
  #streams = new Map<string, Random>();
  #hits = new Map<string, number>();

  reseed(seed: string): void {
    this.#seed = seed;
    this.#streams = new Map();
  }

  /** Whether the fault strikes this time. */
  strikes(name: string, share: number): boolean {
    if (share <= 0 || !this.#stream(name).chance(share)) return false;
    this.#hits.set(name, (this.#hits.get(name) ?? 0) + 1);
    return true;
  }

  /** Whole number in [0, below). */
  below(name: string, below: number): number {
    return this.#stream(name).below(below);
  }

  /** What has struck since the last call. */
  takeHits(): Hits {
    const hits = Object.fromEntries(this.#hits);
    this.#hits = new Map();
    return hits;
  }

  #stream(name: string): Random {
    const stream = this.#streams.get(name) ?? createRandom(`${this.#seed}/${name}`);
    this.#streams.set(name, stream);
    return stream;
  }
}
