/** Makes a small PNG of a picture, as a data: address that still fits into the address of an image. */

/** Whole addresses of 16 KB are what servers take at most. */
const MAX_CHARS = 11_000;
/** Sides to try, in pixels. */
const SIDES = [160, 128, 96, 72, 48, 32];

/** Undefined when the file is no picture, or too rich even when tiny. */
export async function shrinkPicture(file: Blob): Promise<string | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  for (const side of SIDES) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const address = canvas.toDataURL('image/png');
    // In an address, every `+`, `/` and `=` takes three characters.
    if (encodeURIComponent(address).length <= MAX_CHARS) return address;
  }
  return undefined;
}
