/** The formats that can be imported. A new one is a table here. */
import type { Values } from '../item.ts';
import { COMMON, type Format } from './format.ts';

/** YOURLS writes "direct" where there was no referrer, Shlink an empty text. */
const withoutDirect = (values: Values): Values =>
  values.referer === 'direct' ? { ...values, referer: undefined } : values;

/** A product that says only that there is a password. */
const protectedBy = (values: Values): Values => {
  const { password, ...rest } = values;
  return password === undefined || password === false ? rest : { ...rest, protected: true };
};

/** Masks begin like this where an export hides a password. */
const HIDDEN = /^[*•]+/;

const hiddenPassword = (values: Values): Values =>
  typeof values.password === 'string' && HIDDEN.test(values.password) ? protectedBy(values) : values;

const TABLE = {
  csv: { title: 'CSV', names: COMMON, lists: ['links'], adjust: hiddenPassword },
  hopline: {
    title: 'Hopline',
    names: { ...COMMON, tags: ['tags[].name', 'tags'] },
    lists: ['links'],
    adjust: hiddenPassword,
  },
  bitly: {
    title: 'Bitly',
    // A custom back-half is what people printed; the random one is only its twin.
    names: {
      ...COMMON,
      link: ['custombitlinks[]', 'link', 'bitlink', 'shortlink', 'shorturl', 'id'],
      createdAt: ['createdat', 'created', 'datecreated', 'createddate'],
      clicks: ['clicks', 'totalclicks', 'totalengagements', 'engagements'],
    },
    lists: ['links'],
  },
  shortio: {
    title: 'Short.io',
    names: {
      ...COMMON,
      link: ['secureshorturl', 'shorturl', 'shortlink', 'link'],
      url: ['originalurl', 'url', 'destination'],
      disabled: [],
      rewrite: ['cloaking'],
    },
    lists: ['links'],
    adjust: protectedBy,
  },
  rebrandly: {
    title: 'Rebrandly',
    names: {
      ...COMMON,
      link: ['shorturl', 'link'],
      domain: ['domain.fullname', 'domainname', 'domain'],
      forwardQuery: ['forwardparameters'],
      tags: ['tags[].name', 'tags'],
    },
    lists: ['links'],
  },
  dub: {
    title: 'Dub',
    names: { ...COMMON, link: ['shortlink', 'link'], tags: ['tags[].name', 'tags'], clickedAt: [] },
    lists: ['links', 'data'],
    adjust: hiddenPassword,
  },
  yourls: {
    title: 'YOURLS',
    names: {
      ...COMMON,
      // In the log of clicks `shorturl` is the keyword alone.
      key: ['keyword', 'shortcode'],
      clickedAt: ['clicktime'],
      country: ['countrycode'],
      createdAt: ['timestamp', 'date'],
    },
    lists: ['links', 'result'],
    adjust: withoutDirect,
  },
  kutt: {
    title: 'Kutt',
    names: {
      ...COMMON,
      link: ['link', 'shorturl'],
      key: ['address'],
      url: ['target'],
      // What people note about a link there is not the text of a preview.
      description: [],
      comments: ['description'],
      expiresAt: ['expirein'],
      disabled: ['banned'],
      clicks: ['visitcount'],
    },
    lists: ['data'],
    adjust: protectedBy,
  },
  shlink: {
    title: 'Shlink',
    names: {
      ...COMMON,
      startsAt: ['meta.validsince', 'validsince'],
      expiresAt: ['meta.validuntil', 'validuntil'],
      maxClicks: ['meta.maxvisits', 'maxvisits'],
      doIndex: ['crawlable'],
      clicks: ['visitssummary.total', 'visitscount', 'visits'],
      clickedAt: ['date'],
      country: ['visitlocation.countrycode', 'countrycode'],
      region: [],
      city: ['visitlocation.cityname', 'cityname', 'city'],
    },
    lists: ['shorturls.data', 'visits.data', 'data'],
    adjust: withoutDirect,
  },
  sink: {
    title: 'Sink',
    names: { ...COMMON, ios: ['apple'], android: ['google'], forwardQuery: ['redirectwithquery'] },
    unixSeconds: true,
    lists: ['links'],
    adjust: protectedBy,
  },
} satisfies Record<string, Format>;

export type FormatName = keyof typeof TABLE;
export const FORMATS: Readonly<Record<FormatName, Format>> = TABLE;
export const FORMAT_NAMES = Object.keys(TABLE) as [FormatName, ...FormatName[]];
