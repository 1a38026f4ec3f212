/** Clicks that a page or an app reports itself, because the visitor did not come through the short link. */
import { refusal } from '../error/refuse.ts';
import { AppError } from '../error/app-error.ts';
import type { CapturedClick, Trigger } from '../event/captured.ts';
import type { LinkRecord } from '../route/record.ts';
import { normaliseKey, ROOT_KEY } from '../link/key-normalise.ts';
import { allowsOrigin } from '../token/place-limit.ts';

/** Where a name leads. */
export interface FoundRoute {
  domain: string;
  key: string;
  record: LinkRecord;
}

export interface PageClickContext {
  /** Whether the keys of a verified domain tell cases apart; undefined when nobody has verified it. */
  domain(slug: string): Promise<{ caseSensitive: boolean } | undefined>;
  route(domain: string, key: string): Promise<LinkRecord | undefined>;
  /** Hosts on which the workspace's publishable keys work: empty when any may report. */
  pageHosts(workspaceId: string): Promise<string[]>;
  /** The Origin header. */
  origin: string | undefined;
  now(): number;
}

/** The link of a name, which must be open to clicks at this moment. Throws `not_found`, or `forbidden` for a foreign page. */
export async function findOpenRoute(context: PageClickContext, domain: string, keys: string[]): Promise<FoundRoute> {
  const slug = domain.trim().toLowerCase();
  const known = await context.domain(slug);
  if (!known) throw new AppError('not_found', `domain: nobody serves links on "${domain}".`);
  for (const each of keys) {
    const key = normaliseKey(each, known.caseSensitive);
    const record = key === '' ? undefined : await context.route(slug, key);
    if (!record || !isOpen(record, context.now())) continue;
    await requireOwnPage(context, record.workspaceId);
    return { domain: slug, key, record };
  }
  throw new AppError('not_found', `key: there is no open link "${keys[0]}" on ${slug}.`);
}

/** A password or a click limit is asked for at the short link itself, so such a link takes no clicks from pages. */
function isOpen({ disabled, startsAt, expiresAt, maxClicks, passwordHash }: LinkRecord, now: number): boolean {
  const isTimely = (startsAt ?? 0) <= now && now < (expiresAt ?? Infinity);
  return !disabled && isTimely && maxClicks === undefined && passwordHash === undefined;
}

async function requireOwnPage(context: PageClickContext, workspaceId: string): Promise<void> {
  const hosts = await context.pageHosts(workspaceId);
  if (!allowsOrigin(hosts, context.origin))
    throw new AppError(
      'forbidden',
      'This page may not report clicks. Add its host to a publishable key of the workspace.',
    );
}

/** The key that an address stands for on its domain: its path, or the root link. */
export function keyOfPath(field: string, url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) throw refusal(field, 'must be an address with https://', url);
  try {
    return decodeURIComponent(parsed.pathname).replace(/^\/+|\/+$/g, '') || ROOT_KEY;
  } catch {
    throw refusal(field, 'has a path that cannot be decoded', url);
  }
}

/** What of a click the request itself shows, everything else comes from the link. */
export type PageVisit = Pick<
  CapturedClick,
  'id' | 'ts' | 'url' | 'visitor' | 'ua' | 'referer' | 'language' | 'geo' | 'signs'
> & { trigger: Trigger };

export function pageClick({ domain, key, record }: FoundRoute, visit: PageVisit): CapturedClick {
  const { workspaceId, linkId } = record;
  return { type: 'click', workspaceId, linkId, domain, key, rule: '', variant: '', ...visit };
}
