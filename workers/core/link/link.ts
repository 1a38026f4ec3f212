/** A link as the product knows it: what D1 holds, before any wire format. */
import type { Block } from '../abuse/block.ts';
import type { SocialPreview, SplitVariant, TargetingRule } from '../route/record.ts';

/** UTM parameters that belong to the link; merged into the destination at creation and kept for editing. */
export interface Utm {
  source?: string;
  medium?: string;
  campaign?: string;
  term?: string;
  content?: string;
  ref?: string;
}

/** Everything about a link that no list filters by; stored as one JSON column. Absent means not used. */
export interface LinkSettings {
  status?: 301 | 302 | 307 | 308;
  /** Seconds a browser may repeat a 301 or 308 by itself, uncounted. */
  cacheSeconds?: number;
  startsAt?: number;
  expiresAt?: number;
  expiredUrl?: string;
  /** Where visitors are led while the destination fails its health checks. */
  fallbackUrl?: string;
  /** Unix ms; set while the fallback is in use. */
  fallbackSince?: number;
  maxClicks?: number;
  disabledAt?: number;
  /** Put and taken off by the abuse desk alone. */
  blocked?: Block;
  passwordHash?: string;
  ios?: string;
  android?: string;
  /** Country code → destination: the field's short form of targeting; compiled into rules for the edge. */
  geo?: Record<string, string>;
  rules?: TargetingRule[];
  split?: { variants: SplitVariant[]; from?: number; until?: number };
  /** Show `social` (with the link's title) to crawlers. */
  proxy?: true;
  social?: SocialPreview;
  /** Show the destination in a frame. */
  rewrite?: true;
  doIndex?: true;
  dropQuery?: true;
  trackConversion?: true;
  publicStats?: true;
  utm?: Utm;
  programId?: string;
  partnerId?: string;
}

/** All times are Unix milliseconds. `null` columns are null here, too: the wire format needs the key. */
export interface Link {
  id: string;
  workspaceId: string;
  domain: string;
  key: string;
  url: string;
  externalId: string | null;
  tenantId: string | null;
  folderId: string | null;
  userId: string | null;
  title: string | null;
  comments: string | null;
  archived: boolean;
  /** In the order given. Ids of deleted tags may linger; they are not shown. */
  tagIds: string[];
  settings: LinkSettings;
  /** Starts at 1, grows by one with each change; copies carry it so that an old one never replaces a new one. */
  revision: number;
  createdAt: number;
  updatedAt: number;
}

/** Limits of the wire format and of the stores. */
export const MAX_DESTINATION_CHARS = 32_000;
export const MAX_KEY_CHARS = 190;
export const MAX_DOMAIN_CHARS = 190;
export const MAX_EXTERNAL_ID_CHARS = 255;
/** A year: what browsers honour at most. */
export const MAX_CACHE_SECONDS = 31_536_000;
/** Length of a random key: 25^7 ≈ 6.1e9 names on a domain that folds case. */
export const DEFAULT_KEY_LENGTH = 7;
/** What `password` answers when one is set; sent back in an update it means "unchanged". */
export const PASSWORD_MASK = '********';
