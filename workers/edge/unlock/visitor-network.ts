/** The name under which a visitor's password attempts are counted: a keyed hash of the network, never the address. */
import { parseAddress } from '#core/link/rules/address-range.ts';

const encoder = new TextEncoder();
const NAME_BYTES = 12;

/** An IPv6 household has 2^64 addresses: only the network part tells it apart. */
function networkOf(ip: string): string {
  const address = parseAddress(ip);
  if (!address) return ip;
  return address.bits === 32 ? `v4:${address.value}` : `v6:${address.value >> 64n}`;
}

/** @param secret the link's password hash: names cannot be compared between links or guessed from addresses. */
export async function visitorNetwork(ip: string, secret: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(networkOf(ip))));
  return btoa(String.fromCharCode(...mac.subarray(0, NAME_BYTES)));
}
