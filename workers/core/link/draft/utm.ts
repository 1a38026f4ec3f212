/** UTM parameters of a link live in its destination; the fields are read back from there, so the two can never differ. */
import { setParam, withoutParam } from '../destination.ts';
import type { Utm } from '../link.ts';

/** Wire field → name in settings. */
export const UTM_FIELDS = {
  utm_source: 'source',
  utm_medium: 'medium',
  utm_campaign: 'campaign',
  utm_term: 'term',
  utm_content: 'content',
  ref: 'ref',
} as const satisfies Record<string, keyof Utm>;

export type UtmField = keyof typeof UTM_FIELDS;
export const UTM_FIELD_NAMES = Object.keys(UTM_FIELDS) as UtmField[];

export type UtmInput = { [Field in UtmField]?: string | null | undefined };

/** The destination with the given parameters set; null or empty removes one, undefined leaves it. */
export function writeUtm(url: string, input: UtmInput): string {
  return UTM_FIELD_NAMES.reduce((address, field) => {
    const value = input[field];
    if (value === undefined) return address;
    return value === null || value.trim() === ''
      ? withoutField(address, field)
      : setParam(address, field, value.trim());
  }, url);
}

/** UTM parameters found in a destination, or undefined when it has none. */
export function readUtm(url: string): Utm | undefined {
  if (!URL.canParse(url)) return undefined;
  const params = new URL(url).searchParams;
  const utm: Utm = {};
  for (const field of UTM_FIELD_NAMES) {
    const value = params.get(field);
    if (value) utm[UTM_FIELDS[field]] = value;
  }
  return Object.keys(utm).length > 0 ? utm : undefined;
}

function withoutField(address: string, field: string): string {
  const match = /^([^?#]*)\?([^#]*)(.*)$/.exec(address);
  if (!match) return address;
  const [, base = '', query = '', hash = ''] = match;
  const rest = withoutParam(query, field);
  return base + (rest === '' ? '' : `?${rest}`) + hash;
}
