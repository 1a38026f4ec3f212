/** From one record of a file to an item: what the link will be, what it was called, and its clicks of the past. */
import { refusal } from '../error/refuse.ts';
import { findValues, type Mapping } from './find-values.ts';
import type { Format } from './format/format.ts';
import type { Field, Item, OldName, PastClicks, Values } from './item.ts';
import { readCount, readFlag, readJson, readList, readMoment, readText } from './read-value.ts';

const TEXTS = [
  'url',
  'title',
  'description',
  'image',
  'video',
  'comments',
  'expiredUrl',
  'password',
  'externalId',
  'tenantId',
  'ios',
  'android',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
] as const satisfies readonly Field[];
const FLAGS = [
  'archived',
  'disabled',
  'forwardQuery',
  'proxy',
  'rewrite',
  'doIndex',
  'trackConversion',
] as const satisfies readonly Field[];
const DATES = ['startsAt', 'expiresAt', 'testStartedAt', 'testCompletedAt'] as const satisfies readonly Field[];
const COUNTS = ['maxClicks', 'statusCode', 'cacheSeconds'] as const satisfies readonly Field[];
const JSONS = ['geo', 'rules', 'testVariants'] as const satisfies readonly Field[];

/** Throws `unprocessable_entity` with the field that cannot be read. */
export function readItem(record: Readonly<Record<string, unknown>>, format: Format, mapping: Mapping): Item {
  const values = findValues(record, format, mapping);
  const name = readName(values);
  const isClick = values.clickedAt !== undefined && values.url === undefined;
  if (isClick) return { kind: 'clicks', ...name, clicks: [readClicks(values, format)] };
  if (values.url === undefined) throw refusal('url', 'is required: no column of this line holds a destination');
  if (values.protected !== undefined && readFlag('protected', values.protected))
    throw refusal('password', 'protects this link, but the file does not hold it; give it in a column "password"');
  const createdAt =
    values.createdAt === undefined ? undefined : readMoment('createdAt', values.createdAt, isUnix(format));
  return {
    kind: 'link',
    ...name,
    input: readInput(values, format),
    tagNames: values.tags === undefined ? [] : readList(values.tags),
    createdAt,
    clicks: values.clicks === undefined ? [] : totalOf(values),
  };
}

/** `https://bit.ly/abc` and `bit.ly/abc` say both; otherwise domain and key stand in columns of their own. */
function readName(values: Values): OldName {
  const domain = values.domain === undefined ? undefined : hostOf(readText(values.domain));
  const key = values.key === undefined ? undefined : readText(values.key).replaceAll(/^\/+|\/+$/g, '');
  const link = values.link === undefined ? '' : readText(Array.isArray(values.link) ? values.link[0] : values.link);
  if (domain !== undefined && key !== undefined) return { domain, key };
  const split = /^(?:https?:\/\/)?([^/\s]+)\/([^?#\s]+)/i.exec(link);
  if (split) return { domain: hostOf(split[1] ?? ''), key: key ?? decoded((split[2] ?? '').replace(/\/+$/, '')) };
  return { domain, key: key ?? (link === '' || link.includes('.') ? undefined : link) };
}

function readInput(values: Values, format: Format): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const field of TEXTS) if (values[field] !== undefined) input[field] = readText(values[field]);
  for (const field of FLAGS) if (values[field] !== undefined) input[field] = readFlag(field, values[field]);
  for (const field of COUNTS) if (values[field] !== undefined) input[field] = readCount(field, values[field]);
  for (const field of JSONS) if (values[field] !== undefined) input[field] = readJson(field, values[field]);
  for (const field of DATES)
    if (values[field] !== undefined)
      input[field] = new Date(readMoment(field, values[field], isUnix(format))).toISOString();
  return input;
}

/** All clicks of a link in one number, whose days the file does not tell. */
function totalOf(values: Values): PastClicks[] {
  const count = readCount('clicks', values.clicks);
  return count === 0 ? [] : [{ ...NOBODY, at: undefined, count }];
}

/** One click with its moment, or with a count all those of a day. */
function readClicks(values: Values, format: Format): PastClicks {
  const text = (field: Field) => (values[field] === undefined ? '' : readText(values[field]));
  return {
    at: readMoment('clickedAt', values.clickedAt, isUnix(format)),
    count: values.clicks === undefined ? 1 : readCount('clicks', values.clicks),
    referer: text('referer'),
    userAgent: text('userAgent'),
    country: text('country').toUpperCase(),
    region: text('region'),
    city: text('city'),
    language: text('language'),
    bot: values.bot !== undefined && readFlag('bot', values.bot),
  };
}

const NOBODY: Omit<PastClicks, 'at' | 'count'> = {
  referer: '',
  userAgent: '',
  country: '',
  region: '',
  city: '',
  language: '',
  bot: false,
};

function hostOf(text: string): string {
  return text
    .replace(/^https?:\/\//i, '')
    .replace(/[/:].*$/, '')
    .toLowerCase();
}

/** Keys stand percent-encoded in addresses; what is not an encoding stays as it is. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

function isUnix(format: Format): boolean {
  return format.unixSeconds === true;
}
