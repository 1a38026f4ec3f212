/** Colours as people write them. */

/** Red, green, blue, each 0 to 255. */
export type Rgb = readonly [number, number, number];

/** `#rgb` or `#rrggbb`, with or without the `#`. */
export function parseColour(text: string): Rgb {
  const hex = text.replace('#', '');
  const full = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
  const value = Number.parseInt(full, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
