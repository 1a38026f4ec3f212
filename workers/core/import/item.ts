/** One line of somebody else's export, in our own words: a link with what is known of its past, or clicks of a link. */

/** Everything a line can say. Texts as they stand in the file; which of them are right is decided by the rules of links. */
export const FIELDS = [
  'link',
  'domain',
  'key',
  'url',
  'title',
  'description',
  'image',
  'video',
  'comments',
  'tags',
  'createdAt',
  'startsAt',
  'expiresAt',
  'expiredUrl',
  'maxClicks',
  'password',
  'protected',
  'archived',
  'disabled',
  'externalId',
  'tenantId',
  'programId',
  'partnerId',
  'ios',
  'android',
  'geo',
  'rules',
  'testVariants',
  'testStartedAt',
  'testCompletedAt',
  'statusCode',
  'cacheSeconds',
  'forwardQuery',
  'proxy',
  'rewrite',
  'doIndex',
  'trackConversion',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'clicks',
  'clickedAt',
  'referer',
  'userAgent',
  'country',
  'region',
  'city',
  'language',
  'bot',
  'visits',
] as const;
export type Field = (typeof FIELDS)[number];

/** What was found for each field; absent and empty values are left out. */
export type Values = Partial<Record<Field, unknown>>;

/** Clicks of the past: one moment, or all those of a day. */
export interface PastClicks {
  /** Unix milliseconds; undefined when the file gives none. */
  at: number | undefined;
  count: number;
  referer: string;
  userAgent: string;
  country: string;
  region: string;
  city: string;
  language: string;
  bot: boolean;
}

/** Where the short link lived: a host, and its key; the key is absent when a new one is wanted. */
export interface OldName {
  domain: string | undefined;
  key: string | undefined;
}

export interface LinkItem extends OldName {
  kind: 'link';
  /** Shaped like the body that creates a link, not yet checked. */
  input: Record<string, unknown>;
  tagNames: string[];
  createdAt: number | undefined;
  clicks: PastClicks[];
}

export interface ClicksItem extends OldName {
  kind: 'clicks';
  clicks: PastClicks[];
}

export type Item = LinkItem | ClicksItem;
