/** Splits a request's absolute url by hand: host, path and query exactly as they were sent, without the cost of a URL object. */

/** Host without port, in lower case; path with its leading slash; query without `?`. Paths and queries are still encoded. */
export interface RequestAddress {
  host: string;
  path: string;
  query: string;
}

/** Undefined for text that is no absolute http url. The runtime has validated the url before; this only cuts it. */
export function readAddress(url: string): RequestAddress | undefined {
  const schemeAt = url.indexOf('://');
  if (schemeAt < 0) return undefined;
  const hostAt = schemeAt + 3;
  let end = url.indexOf('#', hostAt);
  if (end < 0) end = url.length;
  let queryAt = url.indexOf('?', hostAt);
  if (queryAt < 0 || queryAt > end) queryAt = end;
  let pathAt = url.indexOf('/', hostAt);
  if (pathAt < 0 || pathAt > queryAt) pathAt = queryAt;
  const host = hostName(url.slice(hostAt, pathAt));
  if (host === '') return undefined;
  return { host, path: url.slice(pathAt, queryAt) || '/', query: url.slice(queryAt + 1, end) };
}

function hostName(authority: string): string {
  const bare = authority.slice(authority.lastIndexOf('@') + 1);
  const portAt = bare.startsWith('[') ? bare.indexOf(':', bare.indexOf(']')) : bare.indexOf(':');
  const name = portAt < 0 ? bare : bare.slice(0, portAt);
  const lower = name.toLowerCase();
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}
