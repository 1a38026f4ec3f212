/** What is known about one event at the moment it happens: the payload of a queue message. */
import type { CapturedConversion } from './conversion.ts';

/** Where the visitor was, from the request's metadata. Empty strings when unknown; never an IP address. */
export interface Geo {
  /** ISO 3166-1 alpha-2; `T1` is Tor. */
  country: string;
  /** AF AN AS EU NA OC SA. */
  continent: string;
  /** ISO 3166-2 subdivision part, e.g. `CA`. */
  region: string;
  city: string;
  /** Autonomous system number, 0 when unknown. */
  asn: number;
}

/** Signs, visible only in the request itself, that a hit is not a person opening the destination. */
export type CaptureSign = 'head' | 'prefetch' | 'preview';

/** How the short link was reached. */
export type Trigger = 'link' | 'qr' | 'deeplink' | 'pageview';

/** One hit on a short link. Every field is fixed here and travels unchanged: a retry is the same event. */
export interface CapturedClick {
  /** `orphan`: it led nowhere. Then `linkId` and `url` are empty, `rule` says why, `variant` how many like it were left out before. */
  type: 'click' | 'orphan';
  /** UUIDv7: the idempotency key everywhere downstream. */
  id: string;
  /** Unix milliseconds at the edge. */
  ts: number;
  workspaceId: string;
  linkId: string;
  domain: string;
  key: string;
  /** Destination the visitor was sent to. */
  url: string;
  /** 16 hex digits: keyed daily hash of (workspace, IP, user agent); empty when the visitor asked not to be counted apart. */
  visitor: string;
  /** User-Agent header, at most MAX_UA_CHARS. */
  ua: string;
  /** Referer header, at most MAX_REFERER_CHARS. */
  referer: string;
  /** First tag of Accept-Language, e.g. `de-CH`; empty when absent. */
  language: string;
  geo: Geo;
  trigger: Trigger;
  signs: CaptureSign[];
  /** Id of the targeting rule that chose the destination; empty for the default. */
  rule: string;
  /** Variant of a split that was chosen; empty when the link has none. */
  variant: string;
}

/** Clicks come from the edge, conversions from the api. */
export type CapturedEvent = CapturedClick | CapturedConversion;

/** Longer headers carry no more meaning and would eat the message budget. */
export const MAX_UA_CHARS = 512;
export const MAX_REFERER_CHARS = 2048;
/** Destination urls are stored for reports; beyond this they are cut. */
export const MAX_URL_CHARS = 4096;
