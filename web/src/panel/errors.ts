/** Puts each refusal beside the field it is about, and finds what is wrong before anything is sent. */
import { ApiError } from '../api/error.ts';
import { parseDestination } from '../format/address.ts';
import type { PanelSection } from '../links/panel-context.ts';
import type { Values } from './values.ts';

/** Names as the API has them; `form` is everything that belongs to no field. */
export type FieldName = keyof ReturnType<typeof placesOf> | 'form';
export type Errors = Partial<Record<FieldName, string>>;

/** Where each field of the API stands: in the head of the panel, or in a section. */
function placesOf() {
  return {
    url: 'head',
    key: 'head',
    comments: 'head',
    tagIds: 'head',
    folderId: 'head',
    title: 'social',
    description: 'social',
    image: 'social',
    ios: 'targeting',
    android: 'targeting',
    geo: 'targeting',
    rules: 'targeting',
    testVariants: 'split',
    testStartedAt: 'split',
    testCompletedAt: 'split',
    startsAt: 'schedule',
    expiresAt: 'schedule',
    expiredUrl: 'schedule',
    maxClicks: 'schedule',
    password: 'access',
    statusCode: 'access',
    fallbackUrl: 'access',
    externalId: 'access',
  } as const satisfies Record<string, PanelSection | 'head'>;
}
const PLACES = placesOf();

const isField = (name: string): name is keyof typeof PLACES => name in PLACES;

/** The section that holds the first of these errors. */
export function sectionOf(errors: Errors): PanelSection | undefined {
  for (const name of Object.keys(errors)) {
    const place = isField(name) ? PLACES[name] : 'head';
    if (place !== 'head') return place;
  }
  return undefined;
}

/** What would be refused for certain; empty when there is nothing. */
export function checkValues(values: Values): Errors {
  const errors: Errors = {};
  const isRoot = values.key === '_root';
  if (parseDestination(values.url) === undefined && !isRoot && !isAppAddress(values.url))
    errors.url =
      values.url.trim() === ''
        ? 'Paste the address this link should lead to.'
        : 'This is not a web address. It should look like https://example.com/page.';
  const shares = values.variants.reduce((sum, variant) => sum + variant.percentage, 0);
  if (values.variants.length > 0 && Math.abs(shares - 100) > 0.01)
    errors.testVariants = `The shares make ${shares} % together; they have to make 100 %.`;
  if (values.maxClicks.trim() !== '' && !/^[1-9]\d{0,9}$/.test(values.maxClicks.trim()))
    errors.maxClicks = 'A whole number from 1, or nothing.';
  if (values.startsAt && values.expiresAt && values.startsAt >= values.expiresAt)
    errors.expiresAt = 'It ends before it starts.';
  return errors;
}

/** `com.acme.app://open`, `mailto:…`: the API decides which of them may be. */
function isAppAddress(url: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]+:[^\s]+$/i.test(url.trim()) && !/^(https?|javascript|data|file|blob|vbscript):/i.test(url.trim())
  );
}

/** Refusals read `field: reason`, with the path into the field: `rules.0.then.url: must be …`. */
export function errorsFrom(error: unknown): Errors {
  if (!(error instanceof ApiError)) return { form: 'Something unexpected happened. Nothing was saved; try again.' };
  const [, path = '', reason = ''] = /^([\w.]+): (.+)$/s.exec(error.message) ?? [];
  const refused = error.code === 'conflict' || error.code === 'unprocessable_entity';
  const [name = '', ...inner] = path.split('.');
  const field = name === 'domain' ? 'key' : name;
  if (!refused || !isField(field)) return { form: error.message };
  const where = placeWithin(inner);
  return { [field]: where + (where ? reason : reason.charAt(0).toUpperCase() + reason.slice(1)) };
}

/** `0.when.1` → `Rule 1, condition 2: `; empty for a plain field. */
function placeWithin(path: readonly string[]): string {
  const [first, , , index] = path;
  if (first === undefined) return '';
  const number = /^\d+$/.test(first) ? `No. ${Number(first) + 1}` : first;
  if (path[1] === 'when' && path[2] !== undefined) return `${number}, condition ${Number(path[2]) + 1}: `;
  if (path[2] === 'split' && index !== undefined) return `${number}, variant ${Number(index) + 1}: `;
  return `${number}: `;
}
