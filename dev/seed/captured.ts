/** A visit as the edge would have captured it. */
import type { CapturedClick } from '#core/event/captured.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import type { Random } from './random.ts';
import type { Visit } from './visits.ts';

const DAY_MS = 86_400_000;

export function capturedFrom(visit: Visit, workspaceId: string, random: Random): CapturedClick {
  const { link, place, ts } = visit;
  const { country, continent, region, city, asn } = place;
  return {
    type: 'click',
    id: uuidv7(ts, random.bytes(10)),
    ts,
    workspaceId,
    linkId: link.id,
    domain: link.domain,
    key: link.key,
    url: withQuery(link.url, visit.query),
    // As at the edge: a person is another one every day.
    visitor: dailyVisitor(visit.visitor, ts),
    ua: visit.ua,
    referer: visit.referer,
    language: place.language,
    geo: { country, continent, region, city, asn },
    trigger: visit.isScan ? 'qr' : 'link',
    signs: [],
    rule: '',
    variant: '',
  };
}

function withQuery(url: string, query: string): string {
  return query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

function dailyVisitor(visitor: number, ts: number): string {
  const day = Math.floor(ts / DAY_MS);
  return (BigInt(visitor + 1) * 0x9e3779b97f4a7c15n + BigInt(day) * 0xbf58476d1ce4e5b9n)
    .toString(16)
    .slice(-16)
    .padStart(16, '0');
}
