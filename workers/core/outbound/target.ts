/** Which urls a request of ours may go to, as far as the url itself tells. Names are resolved and checked after this. */
import { isAddress, isLoopbackAddress, isPublicAddress } from './address.ts';
import { OutboundError } from './error.ts';

/** The ports of web servers. Others belong to services that read an HTTP request as something else. */
const PORTS: ReadonlySet<string> = new Set(['', '80', '443', '8080', '8443']);
/** Longer ones are refused by most servers. */
export const MAX_TARGET_CHARS = 8_000;
/** Names that are never public (RFC 6761, RFC 8375, and what private networks use). */
const PRIVATE_NAME =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa|test|invalid|onion)$/;
const PUBLIC_NAME = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

export interface TargetPolicy {
  /** Only a development machine may say true: then `localhost`, 127.0.0.0/8 and ::1 may be asked, on any port. */
  allowLoopback: boolean;
}

export interface Target {
  url: URL;
  /** A name that has to be resolved and checked, or nothing when the host is an address that may be asked. */
  resolve: string | undefined;
}

/** Throws OutboundError `address` or `private`. */
export function parseTarget(text: string, policy: TargetPolicy): Target {
  const url = parseUrl(text);
  // A trailing dot names the same host, and would slip past a comparison.
  const host = url.hostname.replace(/\.$/, '').replace(/^\[|\]$/g, '');
  const isLoopback = host === 'localhost' || isLoopbackAddress(host);
  if (isLoopback && policy.allowLoopback) return { url, resolve: undefined };
  if (!PORTS.has(url.port))
    throw new OutboundError('address', `Port ${url.port} is not one of a web server (80, 443, 8080, 8443).`);
  if (isLoopback) throw privateHost(host);
  if (isAddress(host)) {
    if (!isPublicAddress(host)) throw privateHost(host);
    return { url, resolve: undefined };
  }
  if (PRIVATE_NAME.test(host) || !host.includes('.')) throw privateHost(host);
  if (!PUBLIC_NAME.test(host)) throw new OutboundError('address', `"${host}" is not the name of a host.`);
  return { url, resolve: host };
}

function parseUrl(text: string): URL {
  if (text.length > MAX_TARGET_CHARS)
    throw new OutboundError('address', `The address is longer than ${MAX_TARGET_CHARS} characters.`);
  if (!URL.canParse(text)) throw new OutboundError('address', 'This is not an address such as https://example.com.');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new OutboundError('address', `The address must begin with http:// or https://, not "${url.protocol}".`);
  if (url.username !== '' || url.password !== '')
    throw new OutboundError('address', 'The address must not hold a user name or password.');
  return url;
}

function privateHost(host: string): OutboundError {
  return new OutboundError('private', `"${host}" is not on the public internet.`);
}
