/** Draws the world while building: browsers get the paths, neither the atlas nor the code that draws it. */
import type { Plugin } from 'vite';
import { drawWorld } from '../src/map/atlas.ts';

const DRAWN = /\/web\/src\/map\/drawn\.ts$/;

export function drawnWorld(): Plugin {
  return {
    name: 'hopline:drawn-world',
    apply: 'build',
    load(id) {
      if (!DRAWN.test(id)) return undefined;
      // Text is parsed faster as JSON than as script.
      return `export const COUNTRIES = JSON.parse(${JSON.stringify(JSON.stringify(drawWorld()))});`;
    },
  };
}
