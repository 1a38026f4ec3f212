/** What the panel holds while a person works on a link, and how it becomes what the API takes. */
import type { WireLink } from '#core/link/wire.ts';
import { parseDestination } from '../format/address.ts';
import type { UpdateDraft } from '../links/mutations.ts';
import { fromLocal, toLocal } from './local-time.ts';

export type Rule = NonNullable<WireLink['rules']>[number];
export type Condition = Rule['when'][number];
export type Variant = NonNullable<WireLink['testVariants']>[number];
type Tags = NonNullable<WireLink['tags']>;

/** As fields hold it: texts, boxes, lists. Empty texts are not set. */
export interface Values {
  /** With its UTM parameters: they live nowhere else. */
  url: string;
  domain: string;
  key: string;
  comments: string;
  tags: Tags;
  folderId: string;
  proxy: boolean;
  title: string;
  description: string;
  image: string;
  ios: string;
  android: string;
  rules: Rule[];
  geo: { country: string; url: string }[];
  variants: Variant[];
  testStartedAt: string;
  testCompletedAt: string;
  startsAt: string;
  expiresAt: string;
  expiredUrl: string;
  maxClicks: string;
  password: string;
  statusCode: string;
  forwardQuery: boolean;
  rewrite: boolean;
  doIndex: boolean;
  trackConversion: boolean;
  fallbackUrl: string;
  externalId: string;
}

export const BLANK: Values = {
  url: '',
  domain: '',
  key: '',
  comments: '',
  tags: [],
  folderId: '',
  proxy: false,
  title: '',
  description: '',
  image: '',
  ios: '',
  android: '',
  rules: [],
  geo: [],
  variants: [],
  testStartedAt: '',
  testCompletedAt: '',
  startsAt: '',
  expiresAt: '',
  expiredUrl: '',
  maxClicks: '',
  password: '',
  statusCode: '302',
  forwardQuery: true,
  rewrite: false,
  doIndex: false,
  trackConversion: false,
  fallbackUrl: '',
  externalId: '',
};

export function valuesOf(link: WireLink): Values {
  return {
    url: link.url,
    domain: link.domain,
    key: link.key,
    comments: link.comments ?? '',
    tags: link.tags ?? [],
    folderId: link.folderId ?? '',
    proxy: link.proxy,
    title: link.title ?? '',
    description: link.description ?? '',
    image: link.image ?? '',
    ios: link.ios ?? '',
    android: link.android ?? '',
    rules: link.rules ?? [],
    geo: Object.entries(link.geo ?? {}).map(([country, url]) => ({ country, url })),
    variants: link.testVariants ?? [],
    testStartedAt: toLocal(link.testStartedAt),
    testCompletedAt: toLocal(link.testCompletedAt),
    startsAt: toLocal(link.startsAt),
    expiresAt: toLocal(link.expiresAt),
    expiredUrl: link.expiredUrl ?? '',
    maxClicks: link.maxClicks === null ? '' : String(link.maxClicks),
    password: link.password ?? '',
    statusCode: String(link.statusCode),
    forwardQuery: link.forwardQuery,
    rewrite: link.rewrite,
    doIndex: link.doIndex,
    trackConversion: link.trackConversion,
    fallbackUrl: link.fallbackUrl ?? '',
    externalId: link.externalId ?? '',
  };
}

/** A new link with the settings of another: not its name, its own id, or a password that nobody here knows. */
export function copyOf(link: WireLink): Values {
  return { ...valuesOf(link), key: '', externalId: '', password: '' };
}

const orNull = (text: string) => text.trim() || null;

/** The whole link in the API's words. `url` is what was typed when it is no address. */
export function toWire(values: Values) {
  const key = values.key.trim().replace(/^\/+/, '');
  const variants = values.variants.length > 0;
  return {
    url: parseDestination(values.url) ?? values.url.trim(),
    domain: values.domain || undefined,
    key: key || undefined,
    comments: orNull(values.comments),
    tagIds: values.tags.map((tag) => tag.id),
    folderId: orNull(values.folderId),
    proxy: values.proxy,
    title: orNull(values.title),
    description: orNull(values.description),
    image: orNull(values.image),
    ios: orNull(values.ios),
    android: orNull(values.android),
    rules: values.rules.length > 0 ? values.rules : null,
    geo: values.geo.length > 0 ? Object.fromEntries(values.geo.map(({ country, url }) => [country, url])) : null,
    testVariants: variants ? values.variants : null,
    testStartedAt: variants ? fromLocal(values.testStartedAt) : null,
    testCompletedAt: variants ? fromLocal(values.testCompletedAt) : null,
    startsAt: fromLocal(values.startsAt),
    expiresAt: fromLocal(values.expiresAt),
    expiredUrl: orNull(values.expiredUrl),
    maxClicks: values.maxClicks.trim() === '' ? null : Number(values.maxClicks),
    password: values.password === '' ? null : values.password,
    statusCode: Number(values.statusCode) as 301 | 302 | 307 | 308,
    forwardQuery: values.forwardQuery,
    rewrite: values.rewrite,
    doIndex: values.doIndex,
    trackConversion: values.trackConversion,
    fallbackUrl: orNull(values.fallbackUrl),
    externalId: orNull(values.externalId),
  } satisfies UpdateDraft;
}

/** Only what differs: what somebody else changes meanwhile stays theirs. */
export function changesBetween(before: Values, after: Values): UpdateDraft {
  const was: Record<string, unknown> = toWire(before);
  const changed = Object.entries(toWire(after)).filter(
    ([field, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(was[field]),
  );
  const changes: UpdateDraft = Object.fromEntries(changed);
  // Browsers keep only permanent redirects: how long goes with them.
  if (changes.statusCode === 302 || changes.statusCode === 307) changes.cacheSeconds = 0;
  return changes;
}
