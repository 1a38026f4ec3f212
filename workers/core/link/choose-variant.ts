/** Weighted A/B choice, the same for a visitor every time, without a cookie. */
import { hash32 } from '../hash/fnv1a.ts';
import type { SplitVariant } from '../route/record.ts';

const HASH_RANGE = 2 ** 32;

/**
 * Picks a variant by the visitor's place on the line of summed weights. `seed` names link and rule, so that one visitor's
 * places in different experiments are independent. Undefined when no weight is positive.
 */
export function chooseVariant(
  variants: readonly SplitVariant[],
  seed: string,
  ip: string,
  ua: string,
): SplitVariant | undefined {
  let total = 0;
  for (const variant of variants) if (variant.weight > 0) total += variant.weight;
  if (!(total > 0) || !Number.isFinite(total)) return undefined;
  let place = (hash32(`${seed}\n${ip}\n${ua}`) / HASH_RANGE) * total;
  let last: SplitVariant | undefined;
  for (const variant of variants) {
    if (!(variant.weight > 0)) continue;
    if (place < variant.weight) return variant;
    place -= variant.weight;
    last = variant;
  }
  return last;
}
