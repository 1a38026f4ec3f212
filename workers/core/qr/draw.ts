/** Draws a QR code as a PNG of exactly the asked size. */
import { encode } from 'uqr';
import { refusal } from '../error/refuse.ts';
import type { Rgb } from './png.ts';
import { encodePng } from './png.ts';

export interface QrOptions {
  text: string;
  /** Side of the image in pixels. */
  sizePx: number;
  level: 'L' | 'M' | 'Q' | 'H';
  /** Quiet zone in modules. */
  margin: number;
  /** `#rgb` or `#rrggbb`. */
  dark: string;
  light: string;
}

/** Throws `unprocessable_entity` when the text does not fit a code of this level, or the code does not fit the image. */
export async function drawQr(options: QrOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { data } = encodeText(options);
  const modules = data.length;
  if (modules > options.sizePx)
    throw refusal('size', `must be at least ${modules} pixels for this address`, options.sizePx);
  // Rounding each pixel to its module keeps the asked size; at sizes people print the difference is invisible.
  const moduleAt = (pixel: number) => Math.floor((pixel * modules) / options.sizePx);
  return encodePng(
    options.sizePx,
    (x, y) => data[moduleAt(y)]?.[moduleAt(x)] ?? false,
    parseColour(options.dark),
    parseColour(options.light),
  );
}

function encodeText({ text, level, margin }: QrOptions): { data: boolean[][] } {
  try {
    return encode(text, { ecc: level, border: margin });
  } catch {
    throw refusal('url', `is too long for a QR code of level ${level}`, text);
  }
}

function parseColour(text: string): Rgb {
  const hex = text.replace('#', '');
  const full = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
  const value = Number.parseInt(full, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
