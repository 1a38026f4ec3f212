/** Gets the picture for the middle of a code: given as an address, or kept with the domain. */
import { refusal } from '../error/refuse.ts';
import { OutboundError } from '../outbound/error.ts';
import type { Outbound, OutboundOptions } from '../outbound/ports.ts';

const FETCH: OutboundOptions = {
  headers: { accept: 'image/png,image/jpeg,image/webp,image/gif' },
  timeoutMs: 5_000,
  maxRedirects: 3,
  maxBytes: 300_000,
  tooLong: 'throw',
};
/** Not SVG: it can hold scripts and further addresses. */
const PICTURE = /^image\/(?:png|jpeg|gif|webp)$/;
const DATA = /^data:(image\/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/]+=*)$/;

export interface Logo {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** @param source an http(s) or data: address. Throws `unprocessable_entity` with the reason. */
export async function loadLogo(outbound: Outbound, source: string): Promise<Logo> {
  const data = DATA.exec(source);
  if (data) return { type: data[1] ?? '', bytes: Uint8Array.from(atob(data[2] ?? ''), (char) => char.charCodeAt(0)) };
  if (source.startsWith('data:')) throw refusal('logo', 'must be a PNG, JPEG, GIF or WebP picture in base64');
  try {
    const { body, headers, status } = await outbound(source, { ...FETCH, accepts: PICTURE });
    if (status !== 200) throw refusal('logo', `cannot be read: its server answers ${status}`, source);
    return { type: (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '', bytes: body };
  } catch (error) {
    if (error instanceof OutboundError)
      throw refusal('logo', `cannot be read: ${error.message.replace(/\.$/, '')}`, source);
    throw error;
  }
}

/** As it may stand in an SVG. */
export function toDataAddress({ type, bytes }: Logo): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `data:${type};base64,${btoa(text)}`;
}
