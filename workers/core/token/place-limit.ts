/** Where a token works from: address blocks for programs, host names of pages for publishable keys. */
import { refusal } from '../error/refuse.ts';
import { isWithin } from '../link/rules/address-range.ts';

/** A company's offices and data centres; more is a list nobody looks after. */
export const MAX_ALLOWED_PLACES = 50;
/** The longest host name, with a wildcard before it. */
export const MAX_HOST_CHARS = 255;
/** An IPv6 block in full. */
export const MAX_BLOCK_CHARS = 50;
const HOST = /^(?:\*\.)?(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/;

/** Address blocks, trimmed and each once. Throws `unprocessable_entity` for what is no IPv4 or IPv6 address or CIDR block. */
export function parseBlocks(blocks: readonly string[]): string[] {
  return once(
    blocks.map((each, index) => {
      const block = each.trim().toLowerCase();
      if (isWithin(block.split('/')[0] ?? '', block)) return block;
      throw refusal(
        `allowedIps.${index}`,
        'must be an address or a CIDR block such as 203.0.113.0/24 or 2001:db8::/32',
        each,
      );
    }),
  );
}

/** Host names in lower case; `*.acme.com` stands for every name below acme.com. Throws `unprocessable_entity`. */
export function parseHosts(hosts: readonly string[]): string[] {
  return once(
    hosts.map((each, index) => {
      const host = each.trim().toLowerCase();
      if (HOST.test(host)) return host;
      throw refusal(
        `allowedHosts.${index}`,
        'must be a host name such as acme.com or *.acme.com, without https:// or a port',
        each,
      );
    }),
  );
}

/** An empty list allows every address; an unknown address is in no list. */
export function allowsAddress(blocks: readonly string[], address: string | undefined): boolean {
  return blocks.length === 0 || (address !== undefined && blocks.some((block) => isWithin(address, block)));
}

/** `origin` as browsers send it; `null` (a sandboxed page, a file) and absent match no list. An empty list allows every origin. */
export function allowsOrigin(hosts: readonly string[], origin: string | undefined): boolean {
  if (hosts.length === 0) return true;
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { hostname } = new URL(origin);
  return hosts.some((host) => (host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host));
}

function once(values: string[]): string[] {
  return [...new Set(values)];
}
