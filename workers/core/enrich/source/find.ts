/** Which known source a referer host or a `utm_source` value stands for. */
import { parse } from 'tldts';
import { Recent } from '../recent.ts';
import { ALIASES, MANY_SUFFIXES, SOURCES, SOURCES_BY_NAME, type KnownSource } from './table.ts';

/** Hosts repeat; looking one up in the public suffix list costs microseconds. */
const MAX_REMEMBERED_HOSTS = 2_048;
const NONE = { source: undefined };
const remembered = new Recent<{ source: KnownSource | undefined }>(MAX_REMEMBERED_HOSTS);

/** The host itself, its parents down to the registrable domain, then brands known under any suffix. */
export function sourceOfHost(host: string): KnownSource | undefined {
  return remembered.get(host, (asked) => {
    const source = lookUp(asked);
    return source ? { source } : NONE;
  }).source;
}

function lookUp(host: string): KnownSource | undefined {
  const { domain, domainWithoutSuffix } = parse(host, { allowPrivateDomains: true });
  for (let name = host; name !== ''; name = name.slice(name.indexOf('.') + 1)) {
    const known = SOURCES.get(name);
    if (known) return known;
    if (name === (domain ?? name) || !name.includes('.')) break;
  }
  return domainWithoutSuffix && MANY_SUFFIXES.has(domainWithoutSuffix)
    ? SOURCES_BY_NAME.get(domainWithoutSuffix)
    : undefined;
}

/** `FB`, `newsletter.google.com`, `LinkedIn` → the source meant. */
export function sourceOfName(name: string): KnownSource | undefined {
  const asked = name.toLowerCase();
  return SOURCES_BY_NAME.get(ALIASES[asked] ?? asked) ?? (asked.includes('.') ? sourceOfHost(asked) : undefined);
}
