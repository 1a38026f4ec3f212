/** Turns a visit into the click event that travels: ids, limits and privacy applied here, once. */
import type { CapturedClick, CaptureSign, Geo, Trigger } from '#core/event/captured.ts';
import { MAX_REFERER_CHARS, MAX_UA_CHARS, MAX_URL_CHARS } from '#core/event/captured.ts';
import type { HmacKey } from '#core/hash/hmac-sha256.ts';
import type { Destination } from '#core/link/decision.ts';
import type { LinkRecord } from '#core/route/record.ts';
import { coarseGeo } from '#core/visitor/geo.ts';
import { visitorId } from '#core/visitor/visitor-id.ts';
import type { SaltReader } from '#platform/kv/salt.ts';
import type { Metrics } from '../metrics.ts';

/** What is known of one visit to a link. The address stays in here: it is hashed below and never sent. */
export interface Visit {
  clickId: string;
  /** Unix ms. */
  at: number;
  domain: string;
  /** The key as visited: for a pattern link the expanded path. */
  key: string;
  record: Pick<LinkRecord, 'workspaceId' | 'linkId'>;
  to: Pick<Destination, 'url' | 'rule' | 'variant'>;
  ip: string;
  ua: string;
  referer: string;
  language: string;
  geo: Geo;
  trigger: Trigger;
  signs: readonly CaptureSign[];
  /** Sec-GPC or DNT. */
  optedOut: boolean;
}

/** The click, at once unless the day's salt has yet to be read. Never throws: a visitor that cannot be told apart is still counted. */
export function buildClick(
  visit: Visit,
  readSalt: SaltReader,
  metrics: Metrics,
): CapturedClick | Promise<CapturedClick> {
  if (visit.optedOut) return clickOf(visit, '');
  const salt = readSalt(visit.at);
  if (!(salt instanceof Promise)) return clickOf(visit, visitorOf(visit, salt, metrics));
  return salt.then(
    (read) => clickOf(visit, visitorOf(visit, read, metrics)),
    (error: unknown) => {
      metrics.count('visitor_salt_missing', error);
      return clickOf(visit, '');
    },
  );
}

function visitorOf(visit: Visit, salt: HmacKey | undefined, metrics: Metrics): string {
  if (salt) return visitorId(salt, visit.record.workspaceId, visit.ip, visit.ua);
  metrics.count('visitor_salt_missing');
  return '';
}

function clickOf(visit: Visit, visitor: string): CapturedClick {
  const { record, to } = visit;
  return {
    type: 'click',
    id: visit.clickId,
    ts: visit.at,
    workspaceId: record.workspaceId,
    linkId: record.linkId,
    domain: visit.domain,
    key: visit.key,
    url: to.url.slice(0, MAX_URL_CHARS),
    visitor,
    ua: visit.ua.slice(0, MAX_UA_CHARS),
    referer: visit.referer.slice(0, MAX_REFERER_CHARS),
    language: visit.language,
    geo: visit.optedOut ? coarseGeo(visit.geo) : visit.geo,
    trigger: visit.trigger,
    signs: [...visit.signs],
    rule: to.rule,
    variant: to.variant,
  };
}
