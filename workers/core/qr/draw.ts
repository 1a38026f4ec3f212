/** Draws a QR code as a PNG of exactly the asked size, or as SVG, with or without a logo in its middle. */
import { encode } from 'uqr';
import { refusal } from '../error/refuse.ts';
import type { Rgb } from './colour.ts';
import { logoBox, type LogoPixels, paintWithLogo } from './logo.ts';
import { encodePng } from './png.ts';

export interface QrOptions {
  text: string;
  /** Side of the image in pixels. */
  sizePx: number;
  level: QrLevel;
  /** Quiet zone in modules. */
  margin: number;
  dark: Rgb;
  light: Rgb;
}

export type QrLevel = 'L' | 'M' | 'Q' | 'H';

/** A code whose middle is covered has to be read from the rest: a quarter may be missing at Q, less below. */
const LOGO_LEVEL: Record<QrLevel, QrLevel> = { L: 'Q', M: 'Q', Q: 'Q', H: 'H' };

/** Throws `unprocessable_entity` when the text does not fit a code of this level, or the code does not fit the image. */
export async function drawPng(options: QrOptions, logo?: LogoPixels): Promise<Uint8Array<ArrayBuffer>> {
  const { sizePx, dark, light, margin } = options;
  const code = encodeText(options, logo !== undefined);
  const modules = code.length;
  if (modules > sizePx) throw refusal('size', `must be at least ${modules} pixels for this address`, sizePx);
  // Rounding each pixel to its module keeps the asked size; at sizes people print the difference is invisible.
  const moduleAt = (pixel: number) => Math.floor((pixel * modules) / sizePx);
  const isDark = (x: number, y: number) => code[moduleAt(y)]?.[moduleAt(x)] ?? false;
  if (!logo) return encodePng(sizePx, isDark, dark, light);
  return paintWithLogo({ sizePx, isDark, dark, light, logo, box: logoBox(modules, margin, sizePx) });
}

/** @param logo a data: address of a picture. */
export function drawSvg(options: QrOptions, logo?: string): string {
  const { sizePx, dark, light, margin } = options;
  const code = encodeText(options, logo !== undefined);
  const side = code.length;
  const runs = code.flatMap((row, y) => runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`));
  const box = logoBox(side, margin, side);
  const picture =
    logo === undefined
      ? ''
      : `<rect x="${box.outer.from}" y="${box.outer.from}" width="${box.outer.side}" height="${box.outer.side}" fill="${css(light)}"/>` +
        `<image x="${box.inner.from}" y="${box.inner.from}" width="${box.inner.side}" height="${box.inner.side}" href="${logo}"/>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${sizePx}" height="${sizePx}" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
    `<rect width="${side}" height="${side}" fill="${css(light)}"/><path fill="${css(dark)}" d="${runs.join('')}"/>${picture}</svg>`
  );
}

function encodeText({ text, level, margin }: QrOptions, hasLogo: boolean): boolean[][] {
  try {
    return encode(text, { ecc: hasLogo ? LOGO_LEVEL[level] : level, border: margin }).data;
  } catch {
    throw refusal('url', `is too long for a QR code of level ${level}${hasLogo ? ' with a logo' : ''}`, text);
  }
}

/** Start and length of each run of dark modules in a row. */
function runsOf(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const [x, isDark] of row.entries()) {
    const last = runs.at(-1);
    if (isDark && last && last[0] + last[1] === x) last[1] += 1;
    else if (isDark) runs.push([x, 1]);
  }
  return runs;
}

function css([red, green, blue]: Rgb): string {
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
