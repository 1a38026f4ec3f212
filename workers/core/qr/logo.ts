/** The picture in the middle of a code: which pictures are taken, where it stands, and how it is painted. */
import { convertIndexedToRgb, decode, encode } from 'fast-png';
import { refusal } from '../error/refuse.ts';
import type { Rgb } from './colour.ts';

/** Share of the code's side: with its rim it covers a twelfth of the modules, well below what level Q can lose. */
const SHARE = 0.22;
/** A light rim around the logo, in modules, so that scanners see where the code ends. */
const RIM_MODULES = 1;
/** Larger logos are pictures; unpacked they cost memory for no more detail. */
const MAX_LOGO_SIDE_PX = 1_024;
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** RGBA, eight bits each. */
export interface LogoPixels {
  width: number;
  height: number;
  rgba: Uint8Array;
}

interface Square {
  from: number;
  side: number;
}

/** Where logo (`inner`) and rim (`outer`) stand in an image of `side` units. */
export function logoBox(modules: number, margin: number, side: number): { inner: Square; outer: Square } {
  const unit = side / modules;
  const inner = (modules - 2 * margin) * SHARE * unit;
  const outer = inner + 2 * RIM_MODULES * unit;
  const square = (length: number): Square => ({ from: round((side - length) / 2), side: round(length) });
  return { inner: square(inner), outer: square(outer) };
}

/** Reads a PNG. Throws `unprocessable_entity`; its size is looked at before anything is unpacked. */
export function readLogo(bytes: Uint8Array): LogoPixels {
  if (!PNG_SIGNATURE.every((byte, index) => bytes[index] === byte))
    throw refusal('logo', 'must be a PNG picture; ask for format=svg to use another kind');
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 24 || header.getUint32(16) > MAX_LOGO_SIDE_PX || header.getUint32(20) > MAX_LOGO_SIDE_PX)
    throw refusal('logo', `must be at most ${MAX_LOGO_SIDE_PX} pixels a side`);
  try {
    return toRgba(bytes);
  } catch {
    throw refusal('logo', 'is not a PNG picture that can be read');
  }
}

/** Grey, grey with alpha, colour, colour with alpha, or a palette of the last two; 8 or 16 bits. */
function toRgba(bytes: Uint8Array): LogoPixels {
  const png = decode(bytes);
  const { width, height, palette } = png;
  if (!palette && png.depth < 8) throw new TypeError(`${png.depth} bits per channel`);
  const channels = palette ? (palette[0]?.length ?? 3) : png.channels;
  const data = palette ? convertIndexedToRgb(png) : png.data;
  const unit = !palette && png.depth === 16 ? 257 : 1;
  const value = (pixel: number, channel: number) => Math.round((data[pixel * channels + channel] ?? 0) / unit);
  const rgba = new Uint8Array(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const isGrey = channels < 3;
    const alpha = channels === 2 ? value(pixel, 1) : channels === 4 ? value(pixel, 3) : 255;
    rgba.set([value(pixel, 0), value(pixel, isGrey ? 0 : 1), value(pixel, isGrey ? 0 : 2), alpha], pixel * 4);
  }
  return { width, height, rgba };
}

interface Painting {
  sizePx: number;
  isDark: (x: number, y: number) => boolean;
  dark: Rgb;
  light: Rgb;
  logo: LogoPixels;
  box: { inner: Square; outer: Square };
}

/** A full-colour PNG: the code, a light square, the logo fitted into it. */
export function paintWithLogo({ sizePx, isDark, dark, light, logo, box }: Painting): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(sizePx * sizePx * 3);
  const isWithin = (at: number, { from, side }: Square) => at >= from && at < from + side;
  for (let y = 0; y < sizePx; y++) {
    for (let x = 0; x < sizePx; x++) {
      const isRim = isWithin(x, box.outer) && isWithin(y, box.outer);
      const ground = isRim || !isDark(x, y) ? light : dark;
      const isLogo = isWithin(x, box.inner) && isWithin(y, box.inner);
      const at = (y * sizePx + x) * 3;
      data.set(isLogo ? over(ground, logo, x - box.inner.from, y - box.inner.from, box.inner.side) : ground, at);
    }
  }
  return Uint8Array.from(encode({ width: sizePx, height: sizePx, data, channels: 3, depth: 8 }));
}

/** The logo's colour at a place of the square, laid over the ground. It keeps its proportions and stands in the middle. */
function over(ground: Rgb, { width, height, rgba }: LogoPixels, x: number, y: number, side: number): Rgb {
  const scale = Math.max(width, height) / side;
  const column = Math.floor((x - (side - width / scale) / 2) * scale);
  const row = Math.floor((y - (side - height / scale) / 2) * scale);
  if (column < 0 || row < 0 || column >= width || row >= height) return ground;
  const at = (row * width + column) * 4;
  const alpha = (rgba[at + 3] ?? 0) / 255;
  const mix = (channel: 0 | 1 | 2) => Math.round((rgba[at + channel] ?? 0) * alpha + ground[channel] * (1 - alpha));
  return [mix(0), mix(1), mix(2)];
}

/** SVG needs no more digits than a thousandth of a module; pixels are whole anyway. */
function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
