/** Facts about a request and the closed set of answers a link can give. */
import type { CaptureSign, Geo } from '../event/captured.ts';
import type { SocialPreview } from '../route/record.ts';
import type { Client } from '../visitor/client.ts';

/** What the request itself shows. Nothing here needs I/O. */
export interface Facts {
  /** Raw query without `?` and without Hopline's own parameters. */
  query: string;
  /** What the `*` of a pattern link stands for; undefined for exact links. */
  tail: string | undefined;
  signs: readonly CaptureSign[];
  /** Empty when the runtime does not know it. */
  ip: string;
  ua: string;
  /** First tag of Accept-Language. */
  language: string;
  geo: Geo;
  /** Device, system and browser; worked out when a rule asks. */
  client: () => Client;
  /** The visitor has shown the link's password. */
  unlocked: boolean;
  /** Id of the click this request will become. */
  clickId: string;
}

/** Why a short address does not lead on. Sent as X-Hopline-Reason. */
export type Refusal =
  | 'bad-request'
  | 'unknown-host'
  | 'unknown-link'
  | 'blocked'
  | 'disabled'
  | 'not-started'
  | 'expired'
  | 'exhausted'
  | 'bad-destination'
  | 'unavailable';

/** Where a visitor goes and what the click records about it. */
export interface Destination {
  /** What the Location header says. */
  location: string;
  /** What the click records: the same without the click id. */
  url: string;
  rule: string;
  variant: string;
  deepLink: boolean;
}

export type Decision =
  | {
      do: 'redirect';
      to: Destination;
      status: 301 | 302 | 307 | 308;
      cacheSeconds: number;
      index: boolean;
      maxClicks: number;
    }
  /** Show the destination in a frame under the short url. */
  | { do: 'frame'; to: Destination; index: boolean; maxClicks: number; title: string }
  /** Show a crawler the link's own preview. `to` is absent when the destination is not for everybody. */
  | { do: 'social'; social: SocialPreview; to: Destination | undefined; index: boolean }
  | { do: 'ask-password' }
  /** Say that the link exists but nothing about where it leads: for hits that must not use up a counted click. */
  | { do: 'withhold' }
  | { do: 'refuse'; reason: Refusal; fallback: string | undefined; retryAt: number | undefined };
