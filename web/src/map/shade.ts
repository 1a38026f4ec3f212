/** How dark a country is: a step of a scale on which neighbours still differ when one country has a thousand times more. */

export const SHADES = 6;

/** 0 for nothing; 1 to SHADES by the logarithm of `value` between 1 and `largest`, so that the first click is seen. */
export function shadeOf(value: number, largest: number): number {
  if (value <= 0) return 0;
  if (largest <= 1 || value >= largest) return SHADES;
  return Math.min(SHADES, 1 + Math.floor((Math.log(value) / Math.log(largest)) * SHADES));
}
