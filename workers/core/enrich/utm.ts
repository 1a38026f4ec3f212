/** Campaign parameters of the destination the visitor was sent to. */
import type { Step } from './draft.ts';
import { Recent } from './recent.ts';

/** Campaign names are low-cardinality columns; longer values are cut. */
const MAX_UTM_CHARS = 255;
const FIELDS = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'] as const;

/** Destinations repeat, and parsing a url costs more than the rest of this step together. About 1 MB at usual lengths. */
const MAX_REMEMBERED_URLS = 2_048;
/** Longer urls are parsed each time, so that what is remembered stays small. */
const MAX_REMEMBERED_CHARS = 1_024;
const remembered = new Recent<string[]>(MAX_REMEMBERED_URLS);

export const putUtm: Step = ({ event: { url }, row }) => {
  if (!url.includes('utm_')) return undefined;
  const values = url.length > MAX_REMEMBERED_CHARS ? utmOf(url) : remembered.get(url, utmOf);
  for (const [index, field] of FIELDS.entries()) row[field] = values[index] ?? '';
  return undefined;
};

function utmOf(url: string): string[] {
  const params = URL.parse(url)?.searchParams;
  return FIELDS.map((field) => (params?.get(field) ?? '').trim().slice(0, MAX_UTM_CHARS));
}
