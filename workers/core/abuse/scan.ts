/** Looks at links that exist already: a list may have learned their host since, and what was imported has not been weighed yet. */
import { destinationsOf } from '../link/draft/content.ts';
import { hostOf } from '../link/draft/destination.ts';
import type { Link } from '../link/link.ts';
import { deskEntry, jobAtDesk } from './entry.ts';
import type { CaseStore } from './ports.ts';
import { type Assessment, assessAddresses, REVIEW_SCORE, scoreOf } from './score.ts';
import { findingOf, listingsOf, type Screening } from './screen.ts';
import { signal } from './signal.ts';

export interface ScanContext {
  screening: Pick<Screening, 'sources' | 'lookupFailed'>;
  cases: Pick<CaseStore, 'note'>;
  /** Blocks a link whose address the operators themselves have listed as harmful. */
  block(link: Link, threat: 'phishing' | 'malware'): Promise<void>;
  /** One link that could not be looked after; the next round comes to it again. */
  failed(link: Link, error: unknown): void;
  now(): number;
}

export interface ScanOutcome {
  looked: number;
  /** Cases that are new or came back. */
  noted: number;
  blocked: number;
}

type Found = Awaited<ReturnType<typeof listingsOf>>[number];

/** A page of links, whoever owns them. Never throws for one bad link. */
export async function scanLinks(context: ScanContext, links: readonly Link[]): Promise<ScanOutcome> {
  const outcome: ScanOutcome = { looked: links.length, noted: 0, blocked: 0 };
  const open = links.filter(({ settings }) => !settings.blocked);
  const addresses = new Set(open.flatMap((link) => destinationsOf(link).map(([, address]) => address)));
  const asked = [...addresses].filter((address) => hostOf(address) !== undefined);
  const listed = new Map((await listingsOf(context.screening, asked)).map((each) => [each.address, each]));
  for (const link of open) {
    try {
      await scanOne(context, link, listed, outcome);
    } catch (error) {
      context.failed(link, error);
    }
  }
  return outcome;
}

async function scanOne(context: ScanContext, link: Link, listed: ReadonlyMap<string, Found>, outcome: ScanOutcome) {
  const [listing] = destinationsOf(link).flatMap(([, address]) => listed.get(address) ?? []);
  const assessment = listing ? ofListing(listing) : assessAddresses(destinationsOf(link));
  if (!assessment || assessment.score < REVIEW_SCORE) return;
  const entry = deskEntry(jobAtDesk('scan-links'), 'case.open', '', { after: 'open', note: 'scanned' }, context.now());
  // A case that was dismissed stays so, also when the list still names it: somebody has looked.
  if (!(await context.cases.note(findingOf(link, assessment, 'scanned'), entry))) return;
  outcome.noted += 1;
  if (!listing?.isOwn || listing.threat === 'unwanted') return;
  await context.block(link, listing.threat);
  outcome.blocked += 1;
}

function ofListing({ address, threat, isOwn }: Found): Assessment {
  const signals = [signal('listed', `${threat}, ${isOwn ? 'list of this instance' : 'list of somebody else'}`)];
  return { field: 'url', address, signals, score: scoreOf(signals) };
}
