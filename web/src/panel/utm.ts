/** The UTM parameters in the words of people who use them. */
import { UTM_FIELD_NAMES, type UtmField, writeUtm } from '#core/link/draft/utm.ts';
import type { WireUtmTemplate } from '#core/utm-template/wire.ts';

export const UTM_NAMES: readonly { field: UtmField; label: string; example: string }[] = [
  { field: 'utm_source', label: 'Source', example: 'newsletter' },
  { field: 'utm_medium', label: 'Medium', example: 'email' },
  { field: 'utm_campaign', label: 'Campaign', example: 'spring-launch' },
  { field: 'utm_term', label: 'Term', example: 'running shoes' },
  { field: 'utm_content', label: 'Content', example: 'hero-button' },
  { field: 'ref', label: 'Referral', example: 'partner' },
];

/** The address with what the template sets; what it leaves open stays. */
export function utmWith(url: string, template: WireUtmTemplate): string {
  const given = UTM_FIELD_NAMES.flatMap((field) => (template[field] ? [[field, template[field]]] : []));
  return writeUtm(url, Object.fromEntries(given));
}
