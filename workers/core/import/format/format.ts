/** A format is a table: under which names its files hold each of our fields. Sources of the names: docs/import.md. */
import type { Field, Values } from '../item.ts';

/** Names as `nameOf` writes them; a dot goes into an object, `[]` stands for each entry of a list. The first that has a value counts. */
export type Names = Partial<Record<Field, readonly string[]>>;

export interface Format {
  /** As people call the product. */
  title: string;
  names: Names;
  /** Seconds since 1970 instead of dates. */
  unixSeconds?: true;
  /** Where a JSON file holds its list; the file itself when none of them is there. */
  lists: readonly string[];
  /** What else has to be said about a line, once its fields are found. */
  adjust?: (values: Values) => Values;
}

/** `Long URL`, `long_url` and `longUrl` are one name. */
export function nameOf(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.[\]]/gu, '');
}

/** Every name in ours, for files that follow no product; the tables of the products add their own. */
export const COMMON: Names = {
  link: ['shortlink', 'shorturl', 'link', 'short', 'bitlink'],
  domain: ['domain', 'hostname', 'host'],
  key: ['key', 'slug', 'path', 'alias', 'slashtag', 'shortcode', 'keyword', 'backhalf', 'address'],
  url: ['url', 'destinationurl', 'destination', 'longurl', 'originalurl', 'target', 'targeturl'],
  title: ['title', 'name'],
  description: ['description'],
  image: ['image'],
  video: ['video'],
  comments: ['comments', 'comment', 'notes', 'note'],
  tags: ['tags', 'tag', 'tagnames', 'labels'],
  createdAt: ['createdat', 'created', 'datecreated', 'createddate', 'creationdate', 'timestamp'],
  startsAt: ['startsat', 'validsince'],
  expiresAt: ['expiresat', 'expiration', 'expirationdate', 'validuntil', 'expires'],
  expiredUrl: ['expiredurl', 'expirationurl'],
  maxClicks: ['maxclicks', 'maxvisits', 'clickslimit'],
  password: ['password'],
  archived: ['archived'],
  disabled: ['disabled', 'disabledat'],
  externalId: ['externalid'],
  tenantId: ['tenantid'],
  programId: ['programid'],
  partnerId: ['partnerid'],
  ios: ['ios', 'iosurl', 'iphoneurl'],
  android: ['android', 'androidurl'],
  geo: ['geo'],
  rules: ['rules'],
  testVariants: ['testvariants'],
  testStartedAt: ['teststartedat'],
  testCompletedAt: ['testcompletedat'],
  statusCode: ['statuscode', 'redirecttype'],
  cacheSeconds: ['cacheseconds'],
  forwardQuery: ['forwardquery'],
  proxy: ['proxy'],
  rewrite: ['rewrite', 'cloaking'],
  doIndex: ['doindex'],
  trackConversion: ['trackconversion'],
  utm_source: ['utmsource'],
  utm_medium: ['utmmedium'],
  utm_campaign: ['utmcampaign'],
  utm_term: ['utmterm'],
  utm_content: ['utmcontent'],
  clicks: ['clicks', 'totalclicks', 'visits', 'visitcount', 'hits', 'engagements'],
  clickedAt: ['clickedat', 'clicktime', 'visitedat'],
  referer: ['referer', 'referrer'],
  userAgent: ['useragent', 'ua'],
  country: ['country', 'countrycode'],
  region: ['region'],
  city: ['city'],
  language: ['language'],
  bot: ['bot', 'potentialbot'],
};
