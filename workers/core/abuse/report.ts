/** Takes a report from anybody: it opens the link's case, or adds to it. It never says whose link it is, nor whether it was known. */
import { refusal } from '../error/refuse.ts';
import { newEntityId } from '../id/entity-id.ts';
import { destinationsOf } from '../link/draft/content.ts';
import { decodePath, normaliseKey, patternsFor, PREVIEW_SUFFIX, QR_SUFFIX, ROOT_KEY } from '../link/key-normalise.ts';
import type { Link } from '../link/link.ts';
import { readAddress } from '../link/request-address.ts';
import type { BlockReason } from './case.ts';
import { deskEntry } from './entry.ts';
import type { CaseStore } from './ports.ts';
import { assessAddresses } from './score.ts';
import { findingOf } from './screen.ts';

export const MAX_NOTE_CHARS = 1_000;
export const MAX_REPORTED_CHARS = 2_000;

export interface ReportContext {
  cases: CaseStore;
  /** The domain a host stands for; undefined for hosts that are none of ours. */
  domainOf(host: string): Promise<{ slug: string; caseSensitive: boolean } | undefined>;
  /** The link that answers for a name; undefined when there is none. */
  linkAt(name: { domain: string; key: string }): Promise<Link | undefined>;
  requestId: string;
  now(): number;
}

export interface ReportInput {
  /** The short address as somebody has it: with or without a scheme, with `+` or `.qr` at its end. */
  link: string;
  reason: BlockReason;
  note: string;
}

/** @param reporter keyed hash of the network. Throws `unprocessable_entity` for an address that is no short link here. */
export async function reportLink(
  context: ReportContext,
  { link, reason, note }: ReportInput,
  reporter: string,
): Promise<void> {
  const found = await findReported(context, link);
  if (!found) throw refusal('link', 'is no short link of this service; check that you have copied all of it', link);
  const { cases, requestId } = context;
  const now = context.now();
  const visitor = { name: 'visitor', requestId };
  const assessment = assessAddresses(destinationsOf(found)) ?? {
    field: 'url',
    address: found.url,
    score: 0,
    signals: [],
  };
  await cases.note(
    findingOf(found, assessment, 'reported'),
    deskEntry(visitor, 'case.open', '', { after: 'open', note: 'reported' }, now),
  );
  const about = await cases.bySubject(found.id);
  if (!about) throw new Error(`The case of ${found.id} was noted and is not there`);
  const report = { id: newEntityId('auditEntry', now), reporter, reason, note, createdAt: now };
  await cases.report(about.id, report, deskEntry(visitor, 'case.report', about.id, { note: reason }, now));
}

async function findReported(context: ReportContext, text: string): Promise<Link | undefined> {
  const trimmed = text.trim();
  const address = readAddress(/^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  const domain = address && (await context.domainOf(address.host));
  const path = address && decodePath(address.path);
  if (!domain || path === undefined) return undefined;
  const key = normaliseKey(withoutView(path), domain.caseSensitive) || ROOT_KEY;
  for (const each of key.includes('/') ? [key, ...patternsFor(key)] : [key]) {
    const link = await context.linkAt({ domain: domain.slug, key: each });
    if (link) return link;
  }
  return undefined;
}

/** People report from the preview page, too. */
function withoutView(path: string): string {
  const suffix = [PREVIEW_SUFFIX, QR_SUFFIX].find((each) => path.toLowerCase().endsWith(each));
  return suffix === undefined ? path : path.slice(0, -suffix.length);
}
