/** Clicks of the past as events: dated when they happened, named so that importing them twice counts them once. */
import type { CapturedClick } from '../event/captured.ts';
import { MAX_REFERER_CHARS, MAX_UA_CHARS, MAX_URL_CHARS } from '../event/captured.ts';
import { IMPORTED } from '../event/imported.ts';
import type { EventRow } from '../event/row.ts';
import { clickHouseTime } from '../event/row.ts';
import { enrich } from '../enrich/enrich.ts';
import type { EnrichPolicy } from '../enrich/draft.ts';
import type { Link } from '../link/link.ts';
import type { PastClicks } from './item.ts';
import { eventIdOf } from './stable-id.ts';

/** What reports keep at most; nothing older could ever be seen, and one insert must not touch too many months. */
const MAX_PAST_MS = 5 * 365 * 86_400_000;
/** Clicks of one line: a total above it is a campaign's whole life and would keep a portion busy for minutes. */
export const MAX_CLICKS_PER_LINE = 200_000;
/** What reports show as source when the file tells none. */
const IMPORTED_SOURCE = 'Imported';

const COUNTRY = /^[A-Z]{2}$/;

/** Clicks that stand for one link. */
export interface PastOf {
  link: Link;
  clicks: readonly PastClicks[];
}

/**
 * Clicks without a moment are dated at the link's creation; those too old to be shown, or in the future, are left out. Several that
 * are alike in everything are told apart by their order within the portion.
 */
export function pastEvents(past: readonly PastOf[], nowMs: number): CapturedClick[] {
  const alike = new Map<string, number>();
  return past.flatMap(({ link, clicks }) =>
    clicks.flatMap((each) => {
      const at = each.at ?? link.createdAt;
      if (at > nowMs || at < nowMs - MAX_PAST_MS) return [];
      const mark = markOf(each);
      const count = Math.min(each.count, MAX_CLICKS_PER_LINE);
      const first = alike.get(`${link.id} ${at} ${mark}`) ?? 0;
      alike.set(`${link.id} ${at} ${mark}`, first + count);
      return Array.from({ length: count }, (_, index) =>
        eventOf(link, each, at, eventIdOf(link.id, at, mark, first + index)),
      );
    }),
  );
}

function markOf({ at, referer, userAgent, country, city }: PastClicks): string {
  return [at === undefined ? 'total' : 'click', referer, userAgent, country, city].join('\n');
}

function eventOf(link: Link, past: PastClicks, at: number, id: string): CapturedClick {
  return {
    type: 'click',
    id,
    ts: at,
    workspaceId: link.workspaceId,
    linkId: link.id,
    domain: link.domain,
    key: link.key,
    url: link.url.slice(0, MAX_URL_CHARS),
    visitor: '',
    ua: past.userAgent.slice(0, MAX_UA_CHARS),
    referer: past.referer.slice(0, MAX_REFERER_CHARS),
    language: past.language,
    geo: {
      country: COUNTRY.test(past.country) ? past.country : '',
      continent: '',
      region: past.region,
      city: past.city,
      asn: 0,
    },
    trigger: 'link',
    signs: [],
    rule: '',
    variant: '',
  };
}

/** The row of a past event: enriched as of its own time, marked as imported. Where the file tells no agent, what it counted was a click. */
export function pastRow(event: CapturedClick, source: string, policy: EnrichPolicy, nowMs: number): EventRow {
  const enriched = enrich(event, event.ts, policy);
  if (!('row' in enriched)) throw new Error(`A past event cannot be dropped: ${enriched.dropped}`);
  const { row } = enriched;
  const isUnknown = event.ua === '';
  return {
    ...row,
    received_at: clickHouseTime(nowMs),
    class: isUnknown ? 'human' : row.class,
    reason: IMPORTED + source,
    ...(event.referer === '' && { source: IMPORTED_SOURCE }),
  };
}
