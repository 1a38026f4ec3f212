/** Lines as the exports of other products hold them; where their shapes are described: docs/import.md. */
import type { FormatName } from '../format/formats.ts';

export interface Sample {
  format: FormatName;
  /** What kind of file it is from. */
  from: string;
  record: Record<string, unknown>;
}

export const BITLY_API: Sample = {
  format: 'bitly',
  from: 'API v4, GET /groups/{guid}/bitlinks',
  record: {
    created_at: '2024-03-05T17:22:10+0000',
    id: 'bit.ly/3TbfXyz',
    link: 'https://bit.ly/3TbfXyz',
    custom_bitlinks: ['https://acme.link/spring'],
    long_url: 'https://acme.com/spring?utm_source=bitly',
    title: 'Spring sale',
    archived: false,
    tags: ['spring', 'sale'],
    deeplinks: [],
  },
};

export const BITLY_CSV: Sample = {
  format: 'bitly',
  from: 'CSV of the list of links',
  record: {
    Title: 'Spring sale',
    'Long URL': 'https://acme.com/spring',
    Link: 'bit.ly/3TbfXyz',
    Created: '2024-03-05 17:22:10',
    Tags: 'spring;sale',
    'Total Engagements': '1,204',
  },
};

export const SHORTIO: Sample = {
  format: 'shortio',
  from: 'API, GET /api/links',
  record: {
    id: 'lnk_4vjb_PqW2rLk1N',
    idString: 'lnk_4vjb_PqW2rLk1N',
    path: 'spring',
    title: 'Spring sale',
    originalURL: 'https://acme.com/spring',
    shortURL: 'http://go.acme.com/spring',
    secureShortURL: 'https://go.acme.com/spring',
    createdAt: '2024-03-05T17:22:10.000Z',
    expiresAt: '2030-01-01T00:00:00.000Z',
    expiredURL: 'https://acme.com/over',
    clicksLimit: 500,
    iphoneURL: 'https://apps.apple.com/app/id1',
    androidURL: 'https://play.google.com/store/apps/details?id=a',
    cloaking: false,
    password: null,
    archived: false,
    tags: ['spring'],
    redirectType: 301,
    DomainId: 12_345,
  },
};

export const REBRANDLY: Sample = {
  format: 'rebrandly',
  from: 'API, GET /v1/links',
  record: {
    id: 'ffs24cc5b6ee4a5gh7897b06ac2d16d4',
    title: 'The LaFerrari Supercar Convertible',
    slashtag: 'burn10M',
    destination: 'https://www.wired.com/2016/07/ferrari/',
    shortUrl: 'rebrand.ly/burn10M',
    domain: { id: '8f104cc5b6ee4a4ba7897b06ac2ddcfb', fullName: 'rebrand.ly' },
    createdAt: '2024-07-13T10:54:12.000Z',
    updatedAt: '2024-07-13T10:54:12.000Z',
    clicks: 42,
    lastClickAt: '2024-07-13T10:55:13.000Z',
    forwardParameters: true,
    favourite: false,
  },
};

export const DUB_CSV: Sample = {
  format: 'dub',
  from: 'Export links',
  record: {
    'Short link': 'https://dub.sh/github',
    'Destination URL': 'https://github.com/dubinc/dub',
    Clicks: '12',
    'Created at': '2024-01-04T10:00:00.000Z',
    'Updated at': '2024-01-05T10:00:00.000Z',
    Tags: 'open source, code',
    Archived: 'false',
  },
};

export const DUB_API: Sample = {
  format: 'dub',
  from: 'API, GET /links',
  record: {
    id: 'link_1',
    domain: 'dub.sh',
    key: 'github',
    shortLink: 'https://dub.sh/github',
    url: 'https://github.com/dubinc/dub',
    trackConversion: true,
    externalId: '123',
    archived: false,
    expiresAt: null,
    password: null,
    proxy: false,
    ios: 'https://apps.apple.com/app/1611158928',
    geo: { DE: 'https://github.de/' },
    tags: [{ id: 'tag_1', name: 'code', color: 'red' }],
    comments: 'ours',
    clicks: 7,
    createdAt: '2024-01-04T10:00:00.000Z',
  },
};

export const YOURLS: Sample = {
  format: 'yourls',
  from: 'API, action=stats',
  record: {
    shorturl: 'https://sho.rt/ozh',
    url: 'https://ozh.org/',
    title: 'Ozh RICHARD',
    timestamp: '2024-05-02 21:04:11',
    ip: '127.0.0.1',
    clicks: '19',
  },
};

export const YOURLS_LOG: Sample = {
  format: 'yourls',
  from: 'table yourls_log',
  record: {
    click_id: '4',
    click_time: '2024-05-03 08:00:01',
    shorturl: 'ozh',
    referrer: 'direct',
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
    ip_address: '127.0.0.1',
    country_code: 'FR',
  },
};

export const KUTT: Sample = {
  format: 'kutt',
  from: 'API v2, GET /links',
  record: {
    address: 'spring',
    banned: false,
    created_at: '2024-03-05T17:22:10.000Z',
    id: '0f2ab63c-60a5-4b7b-9d1d-2f2a7f1a1a11',
    link: 'https://kutt.it/spring',
    password: false,
    target: 'https://acme.com/spring',
    description: 'for the newsletter',
    expire_in: null,
    updated_at: '2024-03-05T17:22:10.000Z',
    visit_count: 3,
  },
};

export const SHLINK_CSV: Sample = {
  format: 'shlink',
  from: 'web client, export of short URLs',
  record: {
    createdAt: '2024-03-05T17:22:10+01:00',
    domain: 's.test',
    shortCode: 'abc123',
    shortUrl: 'https://s.test/abc123',
    longUrl: 'https://shlink.io/',
    title: '',
    tags: 'docs|php',
    visits: '328',
  },
};

export const SHLINK_API: Sample = {
  format: 'shlink',
  from: 'REST v3, GET /short-urls',
  record: {
    shortCode: 'abc123',
    shortUrl: 'https://s.test/abc123',
    longUrl: 'https://shlink.io/',
    dateCreated: '2024-03-05T17:22:10+01:00',
    visitsSummary: { total: 328, nonBots: 300, bots: 28 },
    tags: ['docs', 'php'],
    meta: { validSince: '2024-03-06T00:00:00+00:00', validUntil: null, maxVisits: 1_000 },
    domain: null,
    title: 'Shlink',
    crawlable: true,
    forwardQuery: false,
  },
};

export const SHLINK_VISIT: Sample = {
  format: 'shlink',
  from: 'web client, export of visits',
  record: {
    date: '2024-04-01T10:00:00+02:00',
    potentialBot: 'false',
    browser: 'Firefox',
    os: 'Linux',
    referer: 'https://t.co/',
    country: 'Spain',
    city: 'Zaragoza',
    shortUrl: 'https://s.test/abc123',
  },
};

export const SINK: Sample = {
  format: 'sink',
  from: 'GET /api/link/export',
  record: {
    id: 'ckz0u3h1aa',
    url: 'https://sink.cool/docs',
    slug: 'docs',
    comment: 'pinned',
    createdAt: 1_709_656_930,
    updatedAt: 1_709_656_930,
    expiration: 1_893_456_000,
    title: 'Docs',
    image: 'https://sink.cool/a.png',
    apple: 'https://apps.apple.com/app/id1',
    google: 'https://play.google.com/store/apps/details?id=a',
    cloaking: true,
    redirectWithQuery: true,
  },
};
