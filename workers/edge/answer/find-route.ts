/** From a raw request to the domain and link it names, or to the response that says why there is none. */
import { decodePath, normaliseKey, ROOT_KEY } from '#core/link/key-normalise.ts';
import type { RequestAddress } from '#core/link/request-address.ts';
import { readAddress } from '#core/link/request-address.ts';
import { linkKvKey, MAX_KV_KEY_BYTES } from '#core/route/keys.ts';
import type { Edge } from '../env.ts';
import type { FoundLink } from '../lookup/find-link.ts';
import type { Defer } from '../lookup/ports.ts';
import { refusalPage, tooLongPage } from '../page/refusal.ts';
import type { Visiting } from './visiting.ts';

/** Cloudflare's own limit for urls; local runtimes have none. */
const MAX_URL_CHARS = 16_384;

const utf8 = new TextEncoder();

/** Finds the domain of an address; `address` is what readAddress made of the request's url. */
export async function findDomain(
  request: Request,
  edge: Edge,
  defer: Defer,
  address: RequestAddress | undefined = readAddress(request.url),
): Promise<Visiting | Response> {
  if (request.url.length > MAX_URL_CHARS) return tooLongPage();
  if (!address) return refusalPage('bad-request');
  const domainName = edge.hostAliases.get(address.host) ?? address.host;
  const found = edge.domains.find(domainName, defer);
  const domain = found instanceof Promise ? await found : found;
  if (!domain) return refusalPage('unknown-host');
  const text = decodePath(address.path);
  if (text === undefined) return refusalPage('bad-request');
  const key = text === '' ? ROOT_KEY : normaliseKey(text, domain.caseSensitive);
  return { request, edge, defer, domainName, domain, key, path: address.path, query: address.query };
}

/** The link of `visiting.key` or of the key given. A name KV cannot hold was never created. */
export function findLink(visiting: Visiting, key = visiting.key): FoundLink | null | Promise<FoundLink | null> {
  const name = linkKvKey(visiting.domainName, key);
  const tooLong =
    name.length > MAX_KV_KEY_BYTES ||
    (name.length * 3 > MAX_KV_KEY_BYTES && utf8.encode(name).byteLength > MAX_KV_KEY_BYTES);
  return tooLong ? null : visiting.edge.links.find(visiting.domainName, key, visiting.defer);
}
