/** The channel of a visit, by the rules GA4 publishes for its default channel group, first match wins. */
import type { SourceCategory } from './table.ts';

export const CHANNELS = [
  'Cross-network',
  'Paid Shopping',
  'Paid Search',
  'Paid Social',
  'Paid Video',
  'Display',
  'Paid Other',
  'Organic Shopping',
  'Organic Social',
  'Organic Video',
  'AI Assistants',
  'Organic Search',
  'Email',
  'Affiliates',
  'Audio',
  'SMS',
  'Push',
  'Referral',
  'Direct',
] as const;
export type Channel = (typeof CHANNELS)[number];

export interface ChannelFacts {
  /** Category of the source, if it is a known one. */
  category: SourceCategory | undefined;
  /** utm_source, utm_medium, utm_campaign in lower case. */
  source: string;
  medium: string;
  campaign: string;
  /** The destination carries an ad network's click id. */
  adClick: boolean;
  /** There is a referer or a utm_source. */
  referred: boolean;
}

const PAID = /^(?:.*cp.*|ppc|retargeting|paid.*)$/;
/** "shop" as a word of its own, but not the end of "bishop" or "workshop". */
const SHOPPING_CAMPAIGN = /(?:^|[^a-df-z])shop|shopping/;
const PAID_BY_CATEGORY: Partial<Record<SourceCategory, Channel>> = {
  shopping: 'Paid Shopping',
  search: 'Paid Search',
  social: 'Paid Social',
  video: 'Paid Video',
};
const ORGANIC_BY_CATEGORY: Partial<Record<SourceCategory, Channel>> = {
  shopping: 'Organic Shopping',
  social: 'Organic Social',
  video: 'Organic Video',
  ai: 'AI Assistants',
  search: 'Organic Search',
  email: 'Email',
};
const BY_MEDIUM: readonly (readonly [RegExp, Channel])[] = [
  [/^(?:display|banner|expandable|interstitial|cpm)$/, 'Display'],
  [/^(?:social|social-network|social-media|sm|social network|social media)$/, 'Organic Social'],
  [/^.*video.*$/, 'Organic Video'],
  [/^(?:organic|seo)$/, 'Organic Search'],
  [/^(?:e[-_ ]?mail|newsletter)$/, 'Email'],
  [/^affiliates?$/, 'Affiliates'],
  [/^(?:audio|podcast)$/, 'Audio'],
  [/^sms$/, 'SMS'],
  [/^(?:.*push|.*mobile.*|.*notification.*)$/, 'Push'],
];

export function channelOf(facts: ChannelFacts): Channel {
  const { category, medium } = facts;
  if (facts.campaign.includes('cross-network')) return 'Cross-network';
  const byMedium = BY_MEDIUM.find(([pattern]) => pattern.test(medium))?.[1];
  if (byMedium === 'Display') return 'Display';
  if (PAID.test(medium)) return paidChannel(facts);
  if (facts.adClick && category === 'search') return 'Paid Search';
  if (SHOPPING_CAMPAIGN.test(facts.campaign)) return 'Organic Shopping';
  if (facts.source === 'sms') return 'SMS';
  if (/^e[-_ ]?mail$|^newsletter$/.test(facts.source)) return 'Email';
  const organic = category && ORGANIC_BY_CATEGORY[category];
  return byMedium ?? organic ?? (facts.referred ? 'Referral' : 'Direct');
}

function paidChannel({ campaign, category }: ChannelFacts): Channel {
  if (SHOPPING_CAMPAIGN.test(campaign)) return 'Paid Shopping';
  return (category && PAID_BY_CATEGORY[category]) ?? 'Paid Other';
}
