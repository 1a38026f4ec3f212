/** A year of events as one SELECT: the same events for the same numbers, whoever asks. */

/** The moment of every question, in the afternoon of a day; the last event lies just before it. */
export const NOW_MS = Date.UTC(2026, 9, 31, 15, 20);
/** Where `interval=1y` begins at that moment. */
export const FIRST_MS = Date.UTC(2025, 9, 1);
export const WORKSPACES = 1_000;
/** Of all events, those of the largest workspace. The n-th of the others has 1/n of what the first of them has. */
const LARGEST_SHARE = 0.2;
const OTHERS = WORKSPACES - 1;
const LARGEST_LINKS = 20_000;
/** Of the largest workspace: the n-th link has about 1/n of its clicks. */
export const LARGEST_LINK = linkOf(1);
/** Its part of the workspace's events. */
export const LARGEST_LINK_SHARE = Math.log(2) / Math.log(LARGEST_LINKS);
const DAYS = (NOW_MS - FIRST_MS) / 86_400_000;

/** The largest workspace first: what the budget is about is there soonest. `asked`, of the others, are those that questions are about. */
export const GROUPS = ['largest', 'others'] as const;
export type Group = (typeof GROUPS)[number] | 'asked';

/** Ranks of the workspaces that are measured. */
export const SIZES = { largest: 0, median: WORKSPACES / 2, smallest: WORKSPACES - 1 } as const;

/** Of the largest workspace. @param rank from 1. */
export function linkOf(rank: number): string {
  return `link_${String(rank).padStart(26, '0')}`;
}

export function eventsOf(group: Group, events: number): number {
  const largest = Math.round(events * LARGEST_SHARE);
  return group === 'largest' ? largest : events - largest;
}

/** @param rank 0 is the largest workspace, 1 the first of the others. */
export function workspaceOf(rank: number): string {
  return `ws_bench_${String(rank).padStart(4, '0')}`;
}

/** Condition on the workspaces of the group `asked`. */
export const ASKED = `workspace_id IN ('${workspaceOf(SIZES.median)}', '${workspaceOf(SIZES.smallest)}')`;

const list = (values: readonly string[]): string => `[${values.map((value) => `'${value}'`).join(', ')}]`;
const COUNTRIES =
  'US IN DE GB BR FR JP CA ES IT MX AU NL PL ID TR KR AR SE CH BE AT PT CZ DK NO FI IE ZA NG EG KE MA SA AE IL TH VN PH MY SG HK TW CN PK BD LK NZ CL CO PE VE EC UA RO HU GR BG RS HR SK LT LV EE'.split(
    ' ',
  );
const CONTINENTS: Record<string, string> = {
  NA: 'US CA MX',
  SA: 'BR AR CL CO PE VE EC',
  AF: 'ZA NG EG KE MA',
  OC: 'AU NZ',
  AS: 'IN JP ID TR KR SA AE IL TH VN PH MY SG HK TW CN PK BD LK',
};
const CONTINENT_OF = COUNTRIES.map(
  (country) => Object.entries(CONTINENTS).find(([, all]) => all.split(' ').includes(country))?.[0] ?? 'EU',
);
const LANGUAGES =
  'en-US en-GB de-DE fr-FR es-ES pt-BR it-IT ja-JP nl-NL pl-PL tr-TR ko-KR sv-SE ar-SA hi-IN id-ID zh-CN zh-TW ru-RU cs-CZ da-DK fi-FI nb-NO vi-VN th-TH'.split(
    ' ',
  );

/** One of the values, the first most often: the n-th is about n times rarer. */
const skewed = (hash: string, values: string, length: number): string =>
  `${values}[toUInt32(floor(exp(${hash} * log(${length + 1}))))]`;
/** A number from 0 up to 1, from some bits of a hash. */
const part = (hash: string, salt: number): string => `(intHash64(bitXor(${hash}, ${salt})) % 1000000) / 1000000`;

/** The busiest hour is that of NOW_MS. Columns of the events numbered `from` to `from + count` of a group of a world of `events`. Times ascend with the numbers. */
export function selectEvents(group: Group, events: number, from: number, count: number): string {
  if (group === 'asked') return `SELECT * FROM (${selectEvents('others', events, from, count)}) WHERE ${ASKED}`;
  const total = eventsOf(group, events);
  const rank = group === 'largest' ? '0' : `toUInt32(floor(exp(${part('e', 1)} * log(${WORKSPACES}))))`;
  const perDay =
    group === 'largest' ? `${total / DAYS}` : `${total / DAYS} * log((rank + 1) / rank) / log(${WORKSPACES})`;
  const links = group === 'largest' ? `${LARGEST_LINKS}` : `greatest(10, intDiv(5000, rank))`;
  return `WITH
  sipHash64(number, '${group}') AS e,
  least(toUInt32(${OTHERS}), ${rank}) AS rank,
  ${FIRST_MS} + number / ${total} * ${NOW_MS - FIRST_MS} AS even_ms,
  modulo(even_ms - ${NOW_MS}, 86400000) / 86400000 AS of_day,
  toInt64(even_ms + sin(of_day * 2 * pi()) * 86400000 * 0.09) AS ms,
  intDiv(ms, 86400000) AS day_number,
  toUInt64(greatest(1, ${perDay} * 1.2)) AS people,
  sipHash64(rank, e % people) AS p,
  toUInt32(floor(exp(${part('e', 2)} * log(${links})))) AS link_number,
  ${skewed(part('p', 3), list(COUNTRIES), COUNTRIES.length)} AS its_country,
  ${part('e', 4)} AS kind,
  ${part('p', 5)} AS of_bots,
  ${part('e', 6)} AS tagged,
  ${part('e', 7)} AS came,
  toUInt32(floor(exp(${part('e', 8)} * log(200)))) AS site
SELECT
  concat('ws_bench_', leftPad(toString(rank), 4, '0')) AS workspace_id,
  multiIf(kind < 0.97, 'click', kind < 0.99, 'lead', 'sale') AS type,
  concat('link_', leftPad(toString(rank), 6, '0'), leftPad(toString(link_number), 20, '0')) AS link_id,
  fromUnixTimestamp64Milli(ms, 'UTC') AS ts,
  UUIDNumToString(reinterpretAsFixedString(bitShiftLeft(toUInt128(e), 64) + number)) AS event_id,
  fromUnixTimestamp64Milli(ms + 400, 'UTC') AS received_at,
  concat('bench-', '${group}-', toString(intDiv(number, 1000))) AS batch,
  multiIf(of_bots < 0.84, 'human', of_bots < 0.93, 'bot', of_bots < 0.96, 'preview', of_bots < 0.975, 'head', of_bots < 0.985, 'scanner', 'datacenter') AS class,
  multiIf(class = 'human', if(e % 17 = 0, 'repeat', ''), concat('ua:agent-', toString(p % 20))) AS reason,
  concat('go', toString(link_number % 3), '.w', toString(rank), '.example') AS domain,
  lower(hex(link_number)) AS key,
  concat('https://shop.w', toString(rank), '.example/products/', toString(link_number), if(e % 5 = 0, concat('?ref=', toString(e % 7)), '')) AS url,
  sipHash64(p, day_number) AS visitor_id,
  if(${part('e', 9)} < 0.08, 'qr', 'link') AS trigger,
  ${list(CONTINENT_OF)}[indexOf(${list(COUNTRIES)}, its_country)] AS continent,
  its_country AS country,
  concat('R', toString(p % 8)) AS region,
  concat(country, ' town ', toString(toUInt32(floor(exp(${part('p', 10)} * log(41)))))) AS city,
  toUInt32(1000 + p % 500) AS asn,
  multiIf(${part('p', 11)} < 0.56, 'Mobile', ${part('p', 11)} < 0.95, 'Desktop', 'Tablet') AS device,
  ${skewed(part('p', 12), list(['Chrome', 'Safari', 'Edge', 'Firefox', 'Samsung Internet', 'Opera', 'Instagram', 'Facebook']), 8)} AS browser,
  toString(110 + p % 40) AS browser_version,
  ${skewed(part('p', 13), list(['Android', 'iOS', 'Windows', 'macOS', 'Linux', 'Chrome OS']), 6)} AS os,
  toString(10 + bitShiftRight(p, 8) % 9) AS os_version,
  ${skewed(part('p', 14), list(LANGUAGES), LANGUAGES.length)} AS language,
  if(came < 0.45, '(direct)', concat('site', toString(site), '.example')) AS referer,
  if(came < 0.45 OR e % 3 != 0, '', concat('https://site', toString(site), '.example/a/', toString(intHash64(e) % 20))) AS referer_url,
  if(came < 0.45, 'Direct', concat('Site ', toString(site))) AS source,
  if(came < 0.45, 'Direct', ['Organic Search', 'Organic Social', 'Referral', 'Email', 'Paid Search'][1 + site % 5]) AS channel,
  if(tagged < 0.25, ['newsletter', 'google', 'facebook', 'x', 'linkedin', 'partner', 'podcast', 'print'][1 + e % 8], '') AS utm_source,
  if(tagged < 0.25, ['email', 'cpc', 'social', 'referral', 'offline'][1 + e % 5], '') AS utm_medium,
  if(tagged < 0.25, concat('campaign-', toString(intHash64(e) % 50)), '') AS utm_campaign,
  if(tagged < 0.05, concat('term-', toString(intHash64(e + 1) % 100)), '') AS utm_term,
  if(tagged < 0.1, concat('content-', toString(intHash64(e + 2) % 30)), '') AS utm_content,
  if(e % 29 = 0, concat('rule-', toString(link_number % 6)), '') AS rule,
  if(link_number % 10 = 3, ['a', 'b'][1 + p % 2], '') AS variant,
  if(type = 'sale', toInt64(500 + e % 20000), 0) AS sale_amount
FROM numbers(${from}, ${count})`;
}

/** In the order in which they are selected. */
export const COLUMNS = `workspace_id, type, link_id, ts, event_id, received_at, batch, class, reason, domain, key, url, visitor_id, trigger,
  continent, country, region, city, asn, device, browser, browser_version, os, os_version, language, referer, referer_url, source, channel,
  utm_source, utm_medium, utm_campaign, utm_term, utm_content, rule, variant, sale_amount`;
