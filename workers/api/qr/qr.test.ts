import { encode } from 'uqr';
import { expect, it } from 'vitest';
import { fetchApi, request } from '../test-client.ts';

/** Reads the module under each pixel back out of a one-bit palette PNG with unfiltered rows. */
async function pixels(
  png: Uint8Array,
): Promise<{ size: number; isDark: (x: number, y: number) => boolean; palette: number[] }> {
  const view = new DataView(png.buffer, png.byteOffset);
  const chunks = new Map<string, Uint8Array<ArrayBuffer>>();
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) {
    chunks.set(new TextDecoder().decode(png.subarray(at + 4, at + 8)), png.slice(at + 8, at + 8 + view.getUint32(at)));
  }
  const stream = new Blob([chunks.get('IDAT') ?? new Uint8Array()])
    .stream()
    .pipeThrough(new DecompressionStream('deflate'));
  const rows = new Uint8Array(await new Response(stream).arrayBuffer());
  const size = new DataView((chunks.get('IHDR') ?? new Uint8Array(13)).buffer).getUint32(0);
  const stride = 1 + Math.ceil(size / 8);
  return {
    size,
    palette: [...(chunks.get('PLTE') ?? [])],
    isDark: (x, y) => (((rows[y * stride + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 1,
  };
}

it('draws the code of the address at the asked size and colours', async () => {
  const url = 'https://go.acme.test/launch?qr=1';
  const response = await fetchApi(
    `/qr?url=${encodeURIComponent(url)}&size=400&level=M&margin=3&fgColor=%23123&bgColor=ffeedd`,
  );
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
  const image = await pixels(new Uint8Array(await response.arrayBuffer()));
  expect(image.size).toBe(400);
  expect(image.palette).toEqual([0xff, 0xee, 0xdd, 0x11, 0x22, 0x33]);
  const { data } = encode(url, { ecc: 'M', border: 3 });
  for (const [y, line] of data.entries()) {
    for (const [x, dark] of line.entries()) {
      const centre = (module: number) => Math.floor(((module + 0.5) * 400) / data.length);
      expect(image.isDark(centre(x), centre(y))).toBe(dark);
    }
  }
});

it.each(['', '?url=', '?url=x&size=9', '?url=x&size=99999', '?url=x&fgColor=red', `?url=${'x'.repeat(8_000)}`])(
  'refuses %j',
  async (query) => {
    expect((await request('GET', `/qr${query.slice(0, 9_000)}`)).status).toBe(422);
  },
);
