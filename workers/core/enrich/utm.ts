/** Campaign parameters of the destination the visitor was sent to. */
import type { Step } from './draft.ts';

/** Campaign names are low-cardinality columns; longer values are cut. */
const MAX_UTM_CHARS = 255;
const FIELDS = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'] as const;

export const putUtm: Step = ({ event, row }) => {
  // Most destinations carry none; parsing urls is the dear part of this step.
  if (!event.url.includes('utm_')) return undefined;
  const params = URL.parse(event.url)?.searchParams;
  for (const field of FIELDS) row[field] = (params?.get(field) ?? '').trim().slice(0, MAX_UTM_CHARS);
  return undefined;
};
