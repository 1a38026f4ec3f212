/**
 * Keeps links from leading to dangerous addresses: those on a list and those that are plainly made to deceive are refused; what is
 * merely suspicious is made, and people look at it.
 */
import punycode from 'punycode/';
import { disguiseOf } from '../domain/disguise.ts';
import { refusal } from '../error/refuse.ts';
import { destinationsOf, type LinkContent } from '../link/draft/content.ts';
import { hostOf } from '../link/draft/destination.ts';
import type { Link } from '../link/link.ts';
import { urlHash } from '../link/url-hash.ts';
import type { CaseOrigin, Finding } from './case.ts';
import type { HazardSource, Listing, Threat } from './hazard.ts';
import {
  assessAddresses,
  type Assessment,
  isSuspicious,
  REFUSE_SCORE,
  REVIEW_SCORE,
  scoreOf,
  weighCircumstances,
} from './score.ts';
import { type Signal, signal } from './signal.ts';

const REASON: Record<Threat, string> = {
  phishing: 'is listed as a page that steals passwords',
  malware: 'is listed as spreading malicious software',
  unwanted: 'is not allowed on this instance',
};

/** Where suspicions go, and what is known of the workspace they come from. */
export interface Desk {
  readonly workspaceId: string;
  /** Of the workspace, in milliseconds. */
  ageMs(): number;
  /** Links made in the workspace within BURST_MS, at most BURST_LINKS of them. */
  madeLately(): Promise<number>;
  /** Never throws: a desk that is closed stops nobody from making links, and the scan finds them later. */
  note(finding: Finding): Promise<void>;
}

export interface Screening {
  sources: readonly HazardSource[];
  /** A list that does not answer does not stop people from making links. */
  lookupFailed(source: string, error: unknown): void;
  /** Absent where links are looked at later: in imports. */
  desk?: Desk;
}

/**
 * Throws `unprocessable_entity` and names the field. Addresses that `before` had already are not asked about again: a link must stay
 * editable, and what was listed since is found by the scan. @returns what speaks against the new addresses, for `noteSuspicion`.
 */
export async function refuseHazards(
  screening: Screening,
  content: LinkContent,
  before?: LinkContent,
): Promise<Assessment | undefined> {
  const known = new Set(before ? destinationsOf(before).map(([, address]) => address) : []);
  const fields = new Map(
    destinationsOf(content).flatMap(([field, address]) => (known.has(address) ? [] : [[address, field]])),
  );
  const addresses = [...fields.keys()].filter((address) => hostOf(address) !== undefined);
  if (addresses.length === 0) return undefined;
  for (const address of addresses) {
    const disguise = disguiseOf(punycode.toUnicode(hostOf(address) ?? ''));
    if (disguise) throw await refused(screening, fields, address, disguise, [signal('disguised', disguise)]);
  }
  const listings = await listingsOf(screening, addresses);
  const listing = listings[0];
  if (listing)
    throw await refused(screening, fields, listing.address, REASON[listing.threat], [signal('listed', listing.threat)]);
  const assessment = await assess(
    screening,
    addresses.map((address) => [fields.get(address) ?? 'url', address]),
  );
  if (assessment && assessment.score >= REFUSE_SCORE)
    throw await refused(screening, fields, assessment.address, deceives(assessment.signals), assessment.signals);
  return assessment;
}

/** Brings a link that was made all the same to the people who look at links. Never throws. */
export async function noteSuspicion(
  { desk }: Screening,
  assessment: Assessment | undefined,
  link: Link,
  origin: CaseOrigin,
): Promise<void> {
  if (desk && assessment && assessment.score >= REVIEW_SCORE) await desk.note(findingOf(link, assessment, origin));
}

export function findingOf(link: Link, { address, score, signals }: Assessment, origin: CaseOrigin): Finding {
  const { id, workspaceId, domain, key } = link;
  const about = { kind: 'link', subject: id, workspaceId, linkId: id, shortLink: `${domain}/${key}` } as const;
  return { ...about, address, score, signals, origin };
}

/** For many links at once: those among them that must not be made, with the refusal. The lists are asked once for all. */
export async function findHazards<Content extends LinkContent>(
  screening: Screening,
  contents: readonly Content[],
): Promise<Map<Content, unknown>> {
  const addresses = contents.flatMap((content) => destinationsOf(content).map(([, address]) => address));
  const asked = [...new Set(addresses)].filter((address) => hostOf(address) !== undefined);
  const listings = await listingsOf(screening, asked);
  const found: HazardSource = {
    name: 'asked',
    isOwn: false,
    find: (some) => Promise.resolve(listings.filter(({ address }) => some.includes(address))),
  };
  const refusals = new Map<Content, unknown>();
  for (const content of contents) {
    try {
      await refuseHazards({ ...screening, sources: [found] }, content);
    } catch (error) {
      refusals.set(content, error);
    }
  }
  return refusals;
}

/** What all the lists say; one that does not answer says nothing. */
export async function listingsOf(
  { sources, lookupFailed }: Pick<Screening, 'sources' | 'lookupFailed'>,
  addresses: readonly string[],
): Promise<(Listing & { isOwn: boolean })[]> {
  if (addresses.length === 0) return [];
  const ask = async (source: HazardSource) => {
    try {
      return (await source.find(addresses)).map((listing) => ({ ...listing, isOwn: source.isOwn }));
    } catch (error) {
      lookupFailed(source.name, error);
      return [];
    }
  };
  return (await Promise.all(sources.map(ask))).flat();
}

/** How many links were made lately is asked only where the answer can matter. */
async function assess({ desk }: Screening, addresses: [string, string][]): Promise<Assessment | undefined> {
  const assessment = assessAddresses(addresses);
  if (!assessment || !desk || !isSuspicious(assessment)) return assessment;
  // A counter that is away makes nobody suspect.
  const madeLately = await desk.madeLately().catch(() => 0);
  return weighCircumstances(assessment, { ageMs: desk.ageMs(), madeLately });
}

function deceives(signals: readonly Signal[]): string {
  const worst = signals.toSorted((a, b) => b.weight - a.weight)[0];
  const why = worst ? ` (${worst.detail})` : '';
  return `looks made to deceive${why} and cannot be shortened here; if it is harmless, write to whoever runs this instance`;
}

/** The refusal, after the attempt has been noted: who tries again and again shows up. */
async function refused(
  { desk }: Screening,
  fields: ReadonlyMap<string, string>,
  address: string,
  reason: string,
  signals: Signal[],
) {
  if (desk) {
    const subject = `attempt:${desk.workspaceId}:${urlHash(address)}`;
    const about = { kind: 'attempt', subject, workspaceId: desk.workspaceId, linkId: null, shortLink: '' } as const;
    await desk.note({ ...about, address, score: scoreOf(signals), signals, origin: 'created' });
  }
  return refusal(fields.get(address) ?? 'url', reason, address);
}
