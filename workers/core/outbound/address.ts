/** Which IP addresses a request of ours may go to: those that anybody on the public internet could reach, and no other. */
import ipaddr from 'ipaddr.js';

/** All public IPv6 addresses there are lie in it; what is outside (mapped, NAT64, local, …) leads somewhere else. */
const GLOBAL_UNICAST_V6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];
/** Public by number, but answered by the host machine itself on one large cloud (its metadata and DNS service). */
const CLOUD_INTERNAL: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * True for a public unicast address, IPv4 or IPv6 without brackets. Fails closed: what is no address, or is not known to be
 * public, is not. An allow-list for IPv6, and the registries of special addresses (IANA, RFC 6890) for both.
 */
export function isPublicAddress(text: string): boolean {
  const address = parseStrictly(text);
  if (!address || address.range() !== 'unicast' || CLOUD_INTERNAL.has(address.toString())) return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST_V6);
}

/** True for 127.0.0.0/8 and ::1. */
export function isLoopbackAddress(text: string): boolean {
  return parseStrictly(text)?.range() === 'loopback';
}

/** True for any address in its usual form. */
export function isAddress(text: string): boolean {
  return parseStrictly(text) !== undefined;
}

/** Four decimal parts, or IPv6 without a zone: octal, hexadecimal and short forms mean different hosts to different readers. */
function parseStrictly(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  return text.includes(':') && !text.includes('%') && ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : undefined;
}
