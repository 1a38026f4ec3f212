/** Builds the address a visitor is sent to: pattern substitution, query forwarding, the click id. Text in, text out. */

/** The parameter by which a click id travels; the name the field's conversion scripts already read. */
export const CLICK_ID_PARAM = 'dub_id';
/** Stripe payment links hand this parameter on to the webhook. */
const STRIPE_HOST = 'https://buy.stripe.com/';
/** Placeholders in the url of a pattern link. */
const PLACEHOLDERS = /\{path\}|\*/g;

interface UrlParts {
  base: string;
  query: string;
  hash: string;
}

function split(url: string): UrlParts {
  const hashAt = url.indexOf('#');
  const hash = hashAt < 0 ? '' : url.slice(hashAt);
  const rest = hashAt < 0 ? url : url.slice(0, hashAt);
  const queryAt = rest.indexOf('?');
  return queryAt < 0
    ? { base: rest, query: '', hash }
    : { base: rest.slice(0, queryAt), query: rest.slice(queryAt + 1), hash };
}

const join = (parts: UrlParts): string => parts.base + (parts.query === '' ? '' : `?${parts.query}`) + parts.hash;

/** Name of a raw `name=value` pair as a server would read it; undecodable names are compared as they stand. */
function nameOf(pair: string): string {
  const raw = pair.split('=', 1)[0] ?? '';
  if (!raw.includes('%') && !raw.includes('+')) return raw;
  try {
    return decodeURIComponent(raw.replace(/\+/g, ' '));
  } catch {
    return raw;
  }
}

const pairsOf = (query: string): string[] => (query === '' ? [] : query.split('&').filter((pair) => pair !== ''));

/** Removes every pair of this name from a raw query. */
export function withoutParam(query: string, name: string): string {
  if (!query.includes(name)) return query;
  return pairsOf(query)
    .filter((pair) => nameOf(pair) !== name)
    .join('&');
}

/** All values of a parameter in a raw query, decoded. */
export function paramValues(query: string, name: string): string[] {
  return query === '' ? [] : new URLSearchParams(query).getAll(name);
}

/**
 * Adds the visitor's raw query to a destination. The visitor's value wins over the link's own parameter of the same
 * name, as everywhere in the field; repeated names are kept. Only the query changes, never the host or path.
 */
export function mergeQuery(url: string, query: string): string {
  if (query === '') return url;
  const parts = split(url);
  const added = pairsOf(query).map(headerSafe);
  const names = new Set(added.map(nameOf));
  const kept = pairsOf(parts.query).filter((pair) => !names.has(nameOf(pair)));
  return join({ ...parts, query: [...kept, ...added].join('&') });
}

/** Raw request queries may hold characters a header must not carry; the rest stays exactly as the visitor sent it. */
function headerSafe(pair: string): string {
  return pair.replace(/[^\x21\x23-\x3b\x3d\x3f-\x7e]/gu, (char) =>
    char.isWellFormed() ? encodeURIComponent(char) : '%EF%BF%BD',
  );
}

/** Sets one parameter, replacing any of that name. */
export function setParam(url: string, name: string, value: string): string {
  const parts = split(url);
  const others = withoutParam(parts.query, name);
  const pair = `${name}=${encodeURIComponent(value)}`;
  return join({ ...parts, query: others === '' ? pair : `${others}&${pair}` });
}

/** Hands the click id to the destination, in the form that Stripe payment links accept where it leads to one. */
export function withClickId(url: string, clickId: string): string {
  const named = setParam(url, CLICK_ID_PARAM, clickId);
  return url.startsWith(STRIPE_HOST) ? setParam(named, 'client_reference_id', `dub_id_${clickId}`) : named;
}

/** Length of scheme and host: up to here nothing of the visitor's may ever be inserted. */
function authorityEnd(url: string): number {
  const match = /^[a-z][a-z0-9+.-]*:(?:\/\/)?[^/?#\\]*/i.exec(url);
  return match ? match[0].length : 0;
}

/**
 * Puts the tail of a pattern link's path in place of `{path}` or `*`. Undefined when the result would not be what the
 * link's owner meant: a placeholder in the host, or a tail that climbs out of its folder.
 */
export function expandPattern(url: string, tail: string): string | undefined {
  const end = authorityEnd(url);
  const host = url.slice(0, end);
  if (end === 0 || host.includes('*') || host.includes('{') || !tail.isWellFormed()) return undefined;
  const segments = tail.split('/');
  if (segments.some((segment) => segment === '.' || segment === '..')) return undefined;
  const rest = url.slice(end);
  const queryAt = rest.search(/[?#]/);
  const inPath = segments.map((segment) => encodeURIComponent(segment)).join('/');
  const path = (queryAt < 0 ? rest : rest.slice(0, queryAt)).replace(PLACEHOLDERS, () => inPath);
  if (queryAt < 0) return path === rest ? url : host + path;
  return host + path + rest.slice(queryAt).replace(PLACEHOLDERS, () => encodeURIComponent(tail));
}
