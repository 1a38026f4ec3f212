/** What a change did to the fields of a thing, in words: names of fields, values as people write them, what differs at all. */
import { formatMinute } from '../format/time.ts';

/** Where the field's own name, with blanks for capitals, is not what the app calls it. */
const FIELDS: Record<string, string> = {
  url: 'Destination',
  key: 'Short link',
  slug: 'Address',
  externalId: 'Own id',
  folderId: 'Folder',
  tagIds: 'Tags',
  linkIds: 'Links',
  folderIds: 'Folders',
  comments: 'Note',
  passwordHash: 'Password',
  ios: 'On iPhone and iPad',
  android: 'On Android',
  geo: 'By country',
  rules: 'Targeting',
  split: 'A/B test',
  social: 'Social card',
  proxy: 'Own social card',
  rewrite: 'In a frame',
  doIndex: 'For search engines',
  dropQuery: 'Query left out',
  trackConversion: 'Conversions',
  publicStats: 'Public figures',
  utm: 'Campaign',
  status: 'Kind of redirect',
  maxClicks: 'Most clicks',
  startsAt: 'Starts',
  expiresAt: 'Ends',
  expiredUrl: 'Afterwards',
  fallbackUrl: 'Fallback',
  fallbackSince: 'On its fallback since',
  disabledAt: 'Switched off',
  notFoundUrl: 'Unknown keys lead to',
  accessLevel: 'Everybody may',
  level: 'May',
  allowedHosts: 'Pages',
  allowedIps: 'From addresses',
  graceSeconds: 'Old secret good for (seconds)',
  userId: 'Person',
  workspaceId: 'Workspace',
  commentId: 'Comment',
};

const CAPITAL = /(?<=[a-z])[A-Z]/g;

export function fieldWords(name: string): string {
  if (FIELDS[name]) return FIELDS[name];
  const words = name.replaceAll('_', ' ').replace(CAPITAL, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A moment by its name: `expiresAt`, `fallbackSince`, `from`. */
const MOMENT = /(At|Since|Until)$|^(from|until|since)$/;
/** Unix milliseconds of this century; smaller numbers count something. */
const MOMENTS_FROM = 946_684_800_000;

/** `nameOf` says what an id stands for, as far as it is known. Absent values have no words: the caller says what absence is. */
export function valueWords(name: string, value: unknown, nameOf: (id: string) => string | undefined): string {
  if (value === undefined || value === null || value === '') return '';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (typeof value === 'number')
    return MOMENT.test(name) && value >= MOMENTS_FROM ? formatMinute(value) : String(value);
  if (typeof value === 'string') {
    const at = MOMENT.test(name) ? Date.parse(value) : Number.NaN;
    return Number.isNaN(at) ? (nameOf(value) ?? value) : formatMinute(at);
  }
  if (Array.isArray(value)) return value.map((each) => valueWords('', each, nameOf)).join(', ');
  const parts = Object.entries(value).map(([part, inner]) => `${part}: ${valueWords(part, inner, nameOf)}`);
  return parts.join(' · ');
}

export interface FieldChange {
  name: string;
  before: unknown;
  after: unknown;
}

type Values = Record<string, unknown> | null | undefined;

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Only what differs: some entries hold all of a thing, before and after. */
export function changesOf(before: Values, after: Values): FieldChange[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .map((name) => ({ name, before: before?.[name], after: after?.[name] }))
    .filter(
      (change) =>
        !(isEmpty(change.before) && isEmpty(change.after)) &&
        JSON.stringify(change.before) !== JSON.stringify(change.after),
    );
}

/** What the entry itself calls the thing: for what is gone, and for kinds that are looked up nowhere. */
export function nameIn(values: Values): string | undefined {
  if (!values) return undefined;
  const { domain, key, name, slug, email, text } = values;
  if (typeof domain === 'string' && typeof key === 'string') return `${domain}/${key}`;
  return [name, slug, email, text].find((each) => typeof each === 'string' && each !== '') as string | undefined;
}
