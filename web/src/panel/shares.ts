/** Shares of a test, in whole percents that make 100. */
import type { Variant } from './values.ts';

/** Every variant as often as any other; the first ones get what does not divide. */
export function evenShares(variants: readonly Variant[]): Variant[] {
  const count = variants.length;
  const each = Math.floor(100 / count);
  const rest = 100 - each * count;
  return variants.map((variant, index) => ({ ...variant, percentage: each + (index < rest ? 1 : 0) }));
}
