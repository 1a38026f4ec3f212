/** A section in one line: what is set in it, or what it is for. */
import { readUtm } from '#core/link/draft/utm.ts';
import { displayUrl, parseDestination } from '../format/address.ts';
import { countOf } from '../format/number.ts';
import { formatMinute } from '../format/time.ts';
import type { PanelSection } from '../links/panel-context.ts';
import type { Values } from './values.ts';

export interface Summary {
  words: string;
  used: boolean;
}

const PURPOSE: Record<PanelSection, string> = {
  utm: 'UTM parameters for your analytics',
  social: 'Own title and picture where it is shared',
  qr: 'Colours, logo, PNG and SVG',
  targeting: 'By country, device, time…',
  split: 'Share visitors among destinations',
  schedule: 'Start, end, number of clicks',
  access: 'Password, redirect type, cloaking…',
};

export function summaryOf(section: PanelSection, values: Values): Summary {
  const words = SET[section](values).filter((each) => each !== '' && each !== false);
  return words.length > 0 ? { words: words.join(', '), used: true } : { words: PURPOSE[section], used: false };
}

type Words = (string | false)[];

const SET: Record<PanelSection, (values: Values) => Words> = {
  utm({ url }) {
    const utm = readUtm(parseDestination(url) ?? '') ?? {};
    return [[utm.source, utm.medium, utm.campaign, utm.term, utm.content, utm.ref].filter(Boolean).join(' · ')];
  },
  social: ({ proxy, title }) => [proxy && (title || 'Own card')],
  qr: () => [],
  targeting: ({ rules, geo, ios, android }) => [
    rules.length > 0 && countOf(rules.length, 'rule'),
    geo.length > 0 && countOf(geo.length, 'country', 'countries'),
    ios !== '' && 'iOS',
    android !== '' && 'Android',
  ],
  split: ({ variants }) => [variants.length > 0 && variants.map(({ percentage }) => `${percentage} %`).join(' / ')],
  schedule: ({ startsAt, expiresAt, maxClicks, expiredUrl }) => [
    startsAt !== '' && `from ${formatMinute(Date.parse(startsAt))}`,
    expiresAt !== '' && `until ${formatMinute(Date.parse(expiresAt))}`,
    maxClicks !== '' && `${maxClicks} clicks`,
    expiredUrl !== '' && `then ${displayUrl(expiredUrl)}`,
  ],
  access: ({ password, statusCode, rewrite, doIndex, forwardQuery, trackConversion, fallbackUrl, externalId }) => [
    password !== '' && 'password',
    statusCode !== '302' && statusCode,
    rewrite && 'cloaked',
    doIndex && 'indexed',
    !forwardQuery && 'query not forwarded',
    trackConversion && 'conversions',
    fallbackUrl !== '' && 'fallback',
    externalId !== '' && externalId,
  ],
};
