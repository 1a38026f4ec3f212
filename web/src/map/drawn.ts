/** Every country of the world as a path. The build puts what this computes in its place: see `web/build/draw-world.ts`. */
import { drawWorld } from './atlas.ts';

export const COUNTRIES = drawWorld();
