/** From a raw request to the domain and link it names, or to the response that says why there is none. */
import { decodePath, normaliseKey, ROOT_KEY } from '#core/link/key-normalise.ts';
import { linkKvKey, MAX_KV_KEY_BYTES } from '#core/route/keys.ts';
import type { DomainRecord } from '#core/route/record.ts';
import type { Edge } from '../env.ts';
import type { FoundLink } from '../lookup/find-link.ts';
import type { Defer } from '../lookup/ports.ts';
import { refusalPage, tooLongPage } from '../page/refusal.ts';
import type { Arrival, Visiting } from './visiting.ts';

/** Cloudflare's own limit for urls; local runtimes have none. */
const MAX_URL_CHARS = 16_384;

const utf8 = new TextEncoder();
/** What a KV name has besides domain and key. */
const NAME_CHARS = linkKvKey('', '').length;

/** Finds the domain of an address. Waits only when the domain is not in memory. */
export function findDomain(
  arrival: Arrival,
  edge: Edge,
  defer: Defer,
): Visiting | Response | Promise<Visiting | Response> {
  const { request, method, url, address } = arrival;
  if (url.length > MAX_URL_CHARS) return tooLongPage();
  if (!address) return refusalPage('bad-request');
  const domainName = edge.hostAliases.get(address.host) ?? address.host;
  const strict = edge.strict(defer);
  const quarantined = edge.quarantined(defer);
  const enter = (domain: DomainRecord | null): Visiting | Response => {
    if (!domain) return refusalPage('unknown-host');
    const text = decodePath(address.path);
    if (text === undefined) return refusalPage('bad-request');
    const key = text === '' ? ROOT_KEY : normaliseKey(text, domain.caseSensitive);
    const { path, query } = address;
    return { request, method, url, edge, defer, strict, quarantined, domainName, domain, key, path, query };
  };
  const domain = edge.domains.find(domainName, defer);
  return domain instanceof Promise ? domain.then(enter) : enter(domain);
}

/** The link of `visiting.key` or of the key given. A name KV cannot hold was never created. */
export function findLink(visiting: Visiting, key = visiting.key): FoundLink | null | Promise<FoundLink | null> {
  return isNameTooLong(visiting.domainName, key)
    ? null
    : visiting.edge.links.find(visiting.domainName, key, visiting.defer);
}

/** Measures bytes only where characters leave it open: a UTF-16 unit takes three bytes at most. */
function isNameTooLong(domain: string, key: string): boolean {
  const chars = NAME_CHARS + domain.length + key.length;
  if (chars * 3 <= MAX_KV_KEY_BYTES) return false;
  return chars > MAX_KV_KEY_BYTES || utf8.encode(linkKvKey(domain, key)).byteLength > MAX_KV_KEY_BYTES;
}
