/** Routing records: all the edge needs to answer for a link or a domain, as stored in KV and in the claim row of D1. */

/** One destination of a weighted split. Weights are relative; they need not sum to 100. */
export interface SplitVariant {
  id: string;
  url: string;
  weight: number;
}

/** One condition of a rule. All conditions of a rule must hold. Values compare case-insensitively. */
export type RuleCondition =
  | {
      on: 'country' | 'region' | 'city' | 'continent' | 'device' | 'os' | 'browser' | 'language';
      is: string[];
      not?: boolean;
    }
  /** `values` empty: the parameter only has to be present. */
  | { on: 'query'; name: string; values: string[]; not?: boolean }
  /** CIDR blocks or single addresses, IPv4 or IPv6. */
  | { on: 'ip'; within: string[]; not?: boolean }
  /** Unix milliseconds; either end may be open. */
  | { on: 'date'; from?: number; until?: number; not?: boolean }
  /** Minutes after midnight in an IANA zone, `days` 0 = Sunday. A window may pass midnight. */
  | { on: 'time'; fromMinute: number; untilMinute: number; days: number[]; timeZone: string; not?: boolean };

/** Where a rule leads: one url, or a split. */
export type RuleTarget = { url: string } | { split: SplitVariant[] };

/** Rules are tried in order; the first whose conditions all hold decides. `from`/`until` bound its life (Unix ms). */
export interface TargetingRule {
  id: string;
  when: RuleCondition[];
  then: RuleTarget;
  from?: number;
  until?: number;
}

/** What crawlers are shown instead of the destination's own preview. */
export interface SocialPreview {
  title?: string;
  description?: string;
  image?: string;
  video?: string;
}

/** Optional fields are absent, not null, when the link does not use them: the common record stays one short line. */
export interface LinkRecord {
  version: 1;
  workspaceId: string;
  linkId: string;
  url: string;
  /** The link's own revision; a copy never replaces a newer one. */
  revision: number;
  status?: 301 | 302 | 307 | 308;
  /** Seconds a browser may keep a 301 or 308 without asking again. Clicks it answers from its cache are not counted. */
  cacheSeconds?: number;
  /** Unix ms. Before it the link answers "not started". */
  startsAt?: number;
  /** Unix ms. From it on the link answers "expired". */
  expiresAt?: number;
  expiredUrl?: string;
  /** Exactly this many redirects succeed; then "exhausted". */
  maxClicks?: number;
  disabled?: true;
  /** By the abuse desk: leads nowhere and shows nothing. */
  blocked?: true;
  /** Hash of the password, see core/link/password.ts. */
  passwordHash?: string;
  ios?: string;
  android?: string;
  rules?: TargetingRule[];
  split?: { variants: SplitVariant[]; from?: number; until?: number };
  /** Show `social` to crawlers. */
  social?: SocialPreview;
  /** Show the destination in a frame under the short url. */
  cloak?: true;
  /** Allow search engines to index. */
  index?: true;
  /** Do not hand the visitor's own query parameters to the destination. */
  dropQuery?: true;
  /** Hand the click id to the destination. */
  trackConversion?: true;
}

/** Settings of a short-link hostname. */
export interface DomainRecord {
  version: 1;
  workspaceId: string;
  /** Keys are folded to lower case unless this is set. */
  caseSensitive?: true;
  notFoundUrl?: string;
  expiredUrl?: string;
  appleAppSiteAssociation?: string;
  assetLinks?: string;
}
