/** Reads a request into facts: plain strings under limits, nothing derived before somebody asks. */
import type { CaptureSign, Geo, Trigger } from '#core/event/captured.ts';
import { MAX_REFERER_CHARS, MAX_UA_CHARS } from '#core/event/captured.ts';
import type { Facts } from '#core/link/decision.ts';
import { CLICK_ID_PARAM, paramValues, withoutParam } from '#core/link/destination.ts';
import { classifyClient } from '#core/visitor/client.ts';
import type { RequestPlace } from '#core/visitor/geo.ts';
import { readGeo } from '#core/visitor/geo.ts';
import { readSigns } from '#core/visitor/signs.ts';
import type { Visiting } from './visiting.ts';

/** The parameter that a printed QR code carries. */
const QR_PARAM = 'qr';
/** BCP 47 tags people use are far shorter. */
const MAX_LANGUAGE_CHARS = 35;

/** What one request shows, before any link is known. */
export interface RequestFacts {
  ip: string;
  ua: string;
  referer: string;
  language: string;
  geo: Geo;
  signs: readonly CaptureSign[];
  trigger: Trigger;
  /** Raw query for the destination, Hopline's own parameters taken out. */
  query: string;
  /** Sec-GPC or DNT. */
  optedOut: boolean;
  client: Facts['client'];
}

/** @param query the raw query without `?`. */
export function readRequest({ request, method }: Pick<Visiting, 'request' | 'method'>, query: string): RequestFacts {
  const { headers } = request;
  const header = (name: string): string => headers.get(name) ?? '';
  const ua = header('user-agent').slice(0, MAX_UA_CHARS);
  const isQr = query.includes(`${QR_PARAM}=1`) && paramValues(query, QR_PARAM).includes('1');
  return {
    ip: header('cf-connecting-ip'),
    ua,
    referer: header('referer').slice(0, MAX_REFERER_CHARS),
    language: firstLanguage(header('accept-language')),
    geo: readGeo(request.cf as RequestPlace | undefined),
    signs: readSigns({ method, ua, purpose: purposeOf(header) }),
    trigger: isQr ? 'qr' : 'link',
    query: forwardedQuery(query, isQr),
    optedOut: header('sec-gpc') === '1' || header('dnt') === '1',
    client: () =>
      classifyClient({ ua, platformHint: header('sec-ch-ua-platform'), mobileHint: header('sec-ch-ua-mobile') }),
  };
}

function purposeOf(header: (name: string) => string): string {
  return header('sec-purpose') || header('purpose') || header('x-purpose') || header('x-moz');
}

/** A click id is ours to give: one that arrives belongs to another click. */
function forwardedQuery(query: string, isQr: boolean): string {
  if (query === '') return '';
  return withoutParam(isQr ? withoutParam(query, QR_PARAM) : query, CLICK_ID_PARAM);
}

/** `de-CH,de;q=0.9` → `de-CH`; `*` and nonsense → empty. */
function firstLanguage(header: string): string {
  const end = header.search(/[,;]/);
  const tag = (end < 0 ? header : header.slice(0, end)).trim();
  return tag.length <= MAX_LANGUAGE_CHARS && /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$/i.test(tag) ? tag : '';
}
