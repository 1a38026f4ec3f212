/** The normal form of a destination: two addresses with the same one lead to the same place, whatever campaign they name. */
import { hash32 } from '../hash/fnv1a.ts';

/** Parameters that say where a visitor came from, not where to go. */
const TRACKING = /^(?:utm_\w+|ref|fbclid|gclid|dclid|msclkid|twclid|ttclid|igshid|mc_cid|mc_eid|dub_id)$/i;

/** Lower-case host without `www.`, no fragment, no trailing slash, parameters in order and without those of campaigns; the scheme of web pages is left out. */
export function normalUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const { protocol, host, pathname, searchParams } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return url;
  const params = [...searchParams]
    .filter(([name]) => !TRACKING.test(name))
    .toSorted(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)));
  const query = params.length > 0 ? `?${new URLSearchParams(params).toString()}` : '';
  return `${host.replace(/^www\./, '')}${pathname.replace(/\/+$/, '')}${query}`;
}

/** 64 bits in hex of the normal form; empty for a link without a destination. An index, not a proof: compare the forms. */
export function urlHash(url: string): string {
  if (url === '') return '';
  const normal = normalUrl(url);
  return [hash32(`a|${normal}`), hash32(`b|${normal}`)].map((half) => half.toString(16).padStart(8, '0')).join('');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
