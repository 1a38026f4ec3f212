/** Shows a link on the wire: every key present, dates in ISO 8601, counters beside it. */
import { isLocalName } from '../domain/local-name.ts';
import type { Totals } from '../ledger/contract.ts';
import { isoDate } from '../schema/date.ts';
import { ROOT_KEY } from './key-normalise.ts';
import type { WireTag } from '../tag/wire.ts';
import { type Link, PASSWORD_MASK } from './link.ts';
import type { WireLink } from './wire.ts';

const NO_TAGS: ReadonlyMap<string, WireTag> = new Map();

/** Where addresses lead: origins that differ from https://{domain}, and this api's own address. */
export interface Addresses {
  /** Without a trailing slash. */
  apiUrl: string;
  shortOrigins: Readonly<Record<string, string>>;
}

/** The full short address. Unicode keys are percent-encoded: this is a url, ready to click and print. */
export function shortLinkOf(addresses: Addresses, domain: string, key: string): string {
  const origin = addresses.shortOrigins[domain] ?? localOrigin(addresses, domain) ?? `https://${domain}`;
  return key === ROOT_KEY
    ? origin
    : `${origin}/${key.split('/').map(encodeURIComponent).join('/').replaceAll('%40', '@')}`;
}

/** On a development machine every name under `localhost` is served at one port: `*.localhost` stands for them. */
function localOrigin({ shortOrigins }: Addresses, domain: string): string | undefined {
  const pattern = isLocalName(domain) ? shortOrigins['*.localhost'] : undefined;
  return pattern?.replace('*.localhost', domain);
}

/** Address of the QR image; a visit through it carries `qr=1`, which the edge counts and removes. */
export function qrCodeOf(addresses: Addresses, shortLink: string): string {
  return `${addresses.apiUrl}/qr?url=${encodeURIComponent(`${shortLink}?qr=1`)}`;
}

/** @param tags those of the links shown, by id. */
export function toWireLink(
  link: Link,
  totals: Totals,
  addresses: Addresses,
  tags: ReadonlyMap<string, WireTag> = NO_TAGS,
): WireLink {
  const shortLink = shortLinkOf(addresses, link.domain, link.key);
  return {
    id: link.id,
    domain: link.domain,
    key: link.key,
    url: link.url,
    shortLink,
    qrCode: qrCodeOf(addresses, shortLink),
    ...owners(link, tags),
    ...behaviour(link),
    ...targeting(link),
    clicks: totals.clicks,
    leads: totals.leads,
    conversions: totals.conversions,
    sales: totals.sales,
    saleAmount: totals.saleAmount,
    lastClicked: totals.lastClickedAt > 0 ? isoDate(totals.lastClickedAt) : null,
    createdAt: new Date(link.createdAt).toISOString(),
    updatedAt: new Date(link.updatedAt).toISOString(),
  };
}

function owners(link: Link, known: ReadonlyMap<string, WireTag>) {
  const tags = link.tagIds.flatMap((id) => known.get(id) ?? []);
  return {
    externalId: link.externalId,
    tenantId: link.tenantId,
    programId: link.settings.programId ?? null,
    partnerId: link.settings.partnerId ?? null,
    folderId: link.folderId,
    userId: link.userId,
    workspaceId: link.workspaceId,
    projectId: link.workspaceId.replace(/^ws_/, ''),
    tagId: tags[0]?.id ?? null,
    tags,
    webhookIds: [],
    comments: link.comments,
  };
}

function behaviour(link: Link) {
  const { settings } = link;
  return {
    trackConversion: settings.trackConversion ?? false,
    archived: link.archived,
    blocked: settings.blocked
      ? { since: new Date(settings.blocked.since).toISOString(), reason: settings.blocked.reason }
      : null,
    startsAt: isoDate(settings.startsAt),
    expiresAt: isoDate(settings.expiresAt),
    expiredUrl: settings.expiredUrl ?? null,
    fallbackUrl: settings.fallbackUrl ?? null,
    fallbackSince: isoDate(settings.fallbackSince),
    maxClicks: settings.maxClicks ?? null,
    statusCode: settings.status ?? 302,
    cacheSeconds: settings.cacheSeconds ?? 0,
    disabledAt: isoDate(settings.disabledAt),
    password: settings.passwordHash === undefined ? null : PASSWORD_MASK,
    proxy: settings.proxy ?? false,
    title: link.title,
    description: settings.social?.description ?? null,
    image: settings.social?.image ?? null,
    video: settings.social?.video ?? null,
    rewrite: settings.rewrite ?? false,
    doIndex: settings.doIndex ?? false,
    forwardQuery: !settings.dropQuery,
    publicStats: settings.publicStats ?? false,
  };
}

function targeting(link: Link) {
  const { ios, android, geo, rules, split, utm } = link.settings;
  return {
    ios: ios ?? null,
    android: android ?? null,
    geo: geo ?? null,
    rules: rules ?? null,
    testVariants: split ? split.variants.map((variant) => ({ url: variant.url, percentage: variant.weight })) : null,
    testStartedAt: isoDate(split?.from),
    testCompletedAt: isoDate(split?.until),
    utm_source: utm?.source ?? null,
    utm_medium: utm?.medium ?? null,
    utm_campaign: utm?.campaign ?? null,
    utm_term: utm?.term ?? null,
    utm_content: utm?.content ?? null,
  };
}
