/** Example values by the name of a field: one invented company, told the same everywhere in the document. */
import { ID_PREFIX } from '#core/id/entity-id.ts';

const ULID = '01KAJ2X8Q5N7V3M9T4R6W1YB0C';
const TIME = '2026-11-21T12:00:00.000Z';

const CLICK = '0199b1c2-7a4e-7c31-9f0e-2b6d8a5c4e10';

/** Ids of things that have none of our own kind. */
const OTHER_IDS: Record<string, string> = {
  accountactivity: `aud_${ULID}`,
  activity: `aud_${ULID}`,
  actor: `user_${ULID}`,
  click: CLICK,
  deadletter: `2026-11-21_${CLICK}`,
  entry: `aud_${ULID}`,
  history: `aud_${ULID}`,
  member: `user_${ULID}`,
  session: 'Zk3v8QmX1cWbT7yN',
};

/** What a field of this name holds, wherever it stands. A schema's own example goes before. */
const BY_NAME: Record<string, unknown> = {
  action: 'link.update',
  before: null,
  actor: `user:user_${ULID}`,
  after: null,
  amount: 2_900,
  body: [],
  browser: 'Safari',
  city: 'Berlin',
  class: 'human',
  click_id: CLICK,
  comments: 'For the autumn launch',
  clickId: CLICK,
  continent: 'EU',
  country: 'DE',
  currency: 'eur',
  day: '2026-11-21',
  days: 7,
  deleteAt: null,
  deletedBy: `user_${ULID}`,
  detail: 'The queue refused it six times.',
  device: 'Mobile',
  disabledAt: null,
  digest: '3f9a0c5e7b1d2468',
  domain: 'go.acme.com',
  domains: 'go.acme.com,links.acme.com',
  email: 'grace@example.com',
  eventName: 'Sign up',
  error: 'The key "launch" is taken on go.acme.com.',
  externalId: 'order-1042',
  found: [],
  from: 'hopline-events',
  help: 'Add the records at your DNS provider; they are looked up again by themselves.',
  image: 'https://acme.com/launch.png',
  invitedBy: `user_${ULID}`,
  inviter: 'Ada Lovelace',
  ip: '',
  is: ['DE', 'AT'],
  key: 'launch',
  link: 'https://go.acme.com/launch',
  limit: 100,
  linkIds: `link_${ULID}`,
  link_id: `link_${ULID}`,
  meaning: 'Creates and changes links.',
  message: 'url: must be an http or https address, got "ftp:/x"',
  name: 'Acme',
  os: 'iOS',
  outcome: 'applied',
  paymentProcessor: 'stripe',
  origin: 'https://acme.com',
  pageSize: 50,
  plan: 'pro',
  problems: [],
  projectId: ULID,
  purpose: 'traffic',
  qrCode: 'https://api.hopline.dev/qr?url=https%3A%2F%2Fgo.acme.com%2Flaunch',
  reason: 'browser',
  referer: 'news.example.com',
  refererUrl: 'https://news.example.com/launches',
  region: 'BE',
  requestId: '5f0c9a3e-6f0e-4b8e-9b0a-2f6f8f0f7c11',
  rule: '',
  rules: null,
  search: 'launch',
  shortLink: 'https://go.acme.com/launch',
  size: 600,
  slug: 'acme',
  state: 'ok',
  status: 'active',
  stripeCustomerId: 'cus_NffrFeUfNV2Hib',
  tagNames: 'Autumn',
  target: `link_${ULID}`,
  timezone: 'Europe/Berlin',
  title: 'Autumn launch',
  token: 'hop_3fXkT0q9vJmW5yB8cLr2NsPd7GhA1eUz',
  ua: null,
  url: 'https://acme.com/launch',
  variant: '',
  version: '1.0.0',
  warnings: [],
  webhookIds: [],
};

/** The same name means something else in these. */
const BY_PLACE: [place: RegExp, values: Record<string, unknown>][] = [
  [/domain/i, { slug: 'go.acme.com', name: '_hopline.go.acme.com' }],
  [/customer/i, { externalId: 'user_123', name: 'Grace Hopper' }],
  [/^tag/i, { name: 'Autumn' }],
  [/user|member|actor|account/i, { name: 'Grace Hopper', image: null }],
  [/folder/i, { name: 'Autumn 2026' }],
  [/^rules?$/i, { id: 'germany' }],
];

/** Dates and times, by how their fields are called. */
const TIME_FIELD = /(At|Date|Clicked|timestamp|^start|^end|period(?:Start|End)|resetsAt)$/;

/** undefined: nobody has said what such a field holds. */
export function valueNamed(name: string, within: string): unknown {
  const placed = BY_PLACE.find(([place, values]) => place.test(within) && name in values);
  if (placed) return placed[1][name];
  if (name in BY_NAME) return BY_NAME[name];
  if (name === 'id') return idOf(within);
  if (/Ids?$/.test(name)) return idOf(name.replace(/Ids?$/, ''));
  return TIME_FIELD.test(name) ? TIME : undefined;
}

/** The id of a thing called so: `tokens`, `CreatedToken`, `utm-templates`. undefined for things that have none of ours. */
export function idOf(thing: string): string | undefined {
  const word = singular(thing.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())).toLowerCase();
  const kinds = Object.keys(ID_PREFIX) as (keyof typeof ID_PREFIX)[];
  const kind = kinds.find((each) => word.endsWith(each.toLowerCase()));
  const other = Object.keys(OTHER_IDS).find((each) => word.endsWith(each));
  return (other && OTHER_IDS[other]) ?? (kind && `${ID_PREFIX[kind]}_${ULID}`);
}

function singular(word: string): string {
  return word.replace(/ies$/, 'y').replace(/s$/, '');
}
