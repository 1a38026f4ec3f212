/** Keeps links from leading to dangerous addresses: those on a list, and those disguised as another name. */
import punycode from 'punycode/';
import { disguiseOf } from '../domain/disguise.ts';
import { refusal } from '../error/refuse.ts';
import { destinationsOf, type LinkContent } from '../link/draft/content.ts';
import { hostOf } from '../link/draft/destination.ts';
import type { HazardSource, Threat } from './hazard.ts';

const REASON: Record<Threat, string> = {
  phishing: 'is listed as a page that steals passwords',
  malware: 'is listed as spreading malicious software',
  unwanted: 'is not allowed on this instance',
};

export interface Screening {
  sources: readonly HazardSource[];
  /** A list that does not answer does not stop people from making links. */
  lookupFailed(source: string, error: unknown): void;
}

/**
 * Throws `unprocessable_entity` and names the field. Addresses that `before` had already are not asked about again: a link must stay
 * editable, and what was listed since is for whoever runs the instance to decide.
 */
export async function refuseHazards(screening: Screening, content: LinkContent, before?: LinkContent): Promise<void> {
  const known = new Set(before ? destinationsOf(before).map(([, address]) => address) : []);
  const fields = new Map(
    destinationsOf(content).flatMap(([field, address]) => (known.has(address) ? [] : [[address, field]])),
  );
  const addresses = [...fields.keys()].filter((address) => hostOf(address) !== undefined);
  if (addresses.length === 0) return;
  for (const address of addresses) {
    const disguise = disguiseOf(punycode.toUnicode(hostOf(address) ?? ''));
    if (disguise) throw refusal(fields.get(address) ?? 'url', disguise, address);
  }
  const listings = await Promise.all(screening.sources.map((source) => ask(source, addresses, screening)));
  const listing = listings.find((each) => each !== undefined);
  if (listing) throw refusal(fields.get(listing.address) ?? 'url', REASON[listing.threat], listing.address);
}

/** For many links at once: those among them that must not be made, with the refusal. The lists are asked once for all that are harmless. */
export async function findHazards<Content extends LinkContent>(
  screening: Screening,
  contents: readonly Content[],
): Promise<Map<Content, unknown>> {
  const addresses = contents.flatMap((content) => destinationsOf(content).map(([, address]) => address));
  const asked = [...new Set(addresses)].filter((address) => hostOf(address) !== undefined);
  const listings = await Promise.all(screening.sources.map((source) => ask(source, asked, screening)));
  const sources = listings.some((each) => each !== undefined) ? screening.sources : [];
  const refusals = new Map<Content, unknown>();
  for (const content of contents) {
    try {
      await refuseHazards({ ...screening, sources }, content);
    } catch (error) {
      refusals.set(content, error);
    }
  }
  return refusals;
}

async function ask(source: HazardSource, addresses: readonly string[], screening: Screening) {
  try {
    return await source.find(addresses);
  } catch (error) {
    screening.lookupFailed(source.name, error);
    return undefined;
  }
}
