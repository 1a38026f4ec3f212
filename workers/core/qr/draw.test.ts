import { decode, encode as encodePng } from 'fast-png';
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { drawPng, drawSvg, type QrOptions } from './draw.ts';
import { readLogo } from './logo.ts';

const OPTIONS: QrOptions = {
  text: 'https://go.acme.test/launch?qr=1',
  sizePx: 330,
  level: 'M',
  margin: 2,
  dark: [0, 0, 102],
  light: [255, 250, 240],
};

/** A red square of `side` pixels, half transparent. */
function redPng(side: number, channels: 3 | 4 = 4): Uint8Array {
  const pixel = channels === 4 ? [255, 0, 0, 128] : [255, 0, 0];
  const data = Uint8Array.from(Array.from({ length: side * side }, () => pixel).flat());
  return encodePng({ width: side, height: side, data, channels, depth: 8 });
}

describe('an SVG code', () => {
  it('has every module of the code where it belongs, and nothing else dark', () => {
    const svg = drawSvg(OPTIONS);
    const { data } = encode(OPTIONS.text, { ecc: 'M', border: 2 });
    const drawn = data.map((row) => row.map(() => false));
    for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
      for (let i = 0; i < Number(length); i++) (drawn[Number(y)] as boolean[])[Number(x) + i] = true;
    expect(drawn).toEqual(data);
    expect(svg).toContain('fill="#000066"');
    expect(svg).toContain('width="330"');
  });

  it('with a logo holds it as data, above a light square, and corrects more errors', () => {
    const svg = drawSvg({ ...OPTIONS, level: 'L' }, 'data:image/png;base64,AA==');
    expect(svg).toContain('href="data:image/png;base64,AA=="');
    const { data } = encode(OPTIONS.text, { ecc: 'Q', border: 2 });
    expect(svg).toContain(`viewBox="0 0 ${data.length} ${data.length}"`);
  });
});

describe('a PNG code with a logo', () => {
  it('shows the logo in the middle, a light rim around it, and the code outside', async () => {
    const image = decode(await drawPng({ ...OPTIONS, level: 'H' }, readLogo(redPng(40))));
    expect([image.width, image.height, image.channels]).toEqual([330, 330, 3]);
    const at = (x: number, y: number) => Array.from(image.data.slice((y * 330 + x) * 3, (y * 330 + x) * 3 + 3));
    const [red = 0, green = 0, blue = 0] = at(165, 165);
    expect([red, green > 110 && green < 140, blue > 110 && blue < 140]).toEqual([255, true, true]);
    const { data } = encode(OPTIONS.text, { ecc: 'H', border: 2 });
    const moduleSide = 330 / data.length;
    const logoSide = (data.length - 4) * 0.22 * moduleSide;
    expect(at(Math.round(165 - logoSide / 2 - moduleSide / 2), 165)).toEqual([255, 250, 240]);
    const centre = (module: number) => Math.floor((module + 0.5) * moduleSide);
    for (const module of [2, 5, 8]) {
      const expected = data[2]?.[module] ? [0, 0, 102] : [255, 250, 240];
      expect(at(centre(module), centre(2))).toEqual(expected);
    }
  });

  it.each([1, 3, 4] as const)('takes a logo with %i channels', (channels) => {
    const data = new Uint8Array(10 * 10 * channels).fill(200);
    const logo = readLogo(encodePng({ width: 10, height: 10, data, channels, depth: 8 }));
    expect([logo.width, logo.rgba[0], logo.rgba[1], logo.rgba[3]]).toEqual([10, 200, 200, channels === 4 ? 200 : 255]);
  });

  it('refuses what is no PNG, what is broken, and what would unpack to too much', () => {
    const bomb = redPng(4);
    new DataView(bomb.buffer, bomb.byteOffset).setUint32(16, 60_000);
    expect(() => readLogo(new TextEncoder().encode('<svg/>'))).toThrow(/must be a PNG/);
    expect(() => readLogo(redPng(8).slice(0, 40))).toThrow(/cannot be read|can be read/);
    expect(() => readLogo(bomb)).toThrow(/at most 1024 pixels/);
  });
});
