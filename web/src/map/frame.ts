/** The frame that maps are drawn in: its units, and places in it as shares of its size. */

/** [longitude, latitude] in degrees. */
export type LonLat = readonly [number, number];

/** A place in the frame's units, from the upper left. */
export interface Spot {
  x: number;
  y: number;
}

/** Inhabited land is a little more than twice as wide as high. */
export const MAP_WIDTH = 960;
export const MAP_HEIGHT = 456;

/** For elements that lie over the map and keep their size in pixels while it grows and shrinks. */
export function atSpot({ x, y }: Spot): { left: string; top: string } {
  return { left: `${((x / MAP_WIDTH) * 100).toFixed(2)}%`, top: `${((y / MAP_HEIGHT) * 100).toFixed(2)}%` };
}
