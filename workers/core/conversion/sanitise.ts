/** Takes out of metadata what must not be kept: secrets, card numbers, e-mail addresses. The rest stays as it was sent. */
import { refusal } from '../error/refuse.ts';
import { MAX_METADATA_CHARS } from '../event/conversion.ts';

/** What stands in place of a value that was taken out. */
export const MASK = '[removed]';
/** Names of fields whose value is a secret whatever it looks like. */
const SECRET_NAME =
  /passw(?:or)?d|secret|token|api[-_]?key|authorization|cookie|credit[-_]?card|card[-_]?number|cvv|cvc|\bpin\b|\bssn\b|iban/i;
/** Secrets that say themselves what they are. */
const SECRET_VALUE =
  /\b(?:Bearer\s+\S{8,}|(?:sk|rk|pk|whsec|hop|dub|ghp|xox[abp])[-_][A-Za-z0-9_-]{12,}|eyJ[\w-]+\.[\w-]+\.[\w-]+)/g;
const EMAIL = /[A-Z0-9._%+-]+@[A-Z0-9-]+(?:\.[A-Z0-9-]+)*\.[A-Z]{2,}/gi;
/** 13 to 19 digits, perhaps in groups. */
const CARD = /\b\d(?:[ -]?\d){12,18}\b/g;

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/**
 * As a JSON text; empty when there is nothing. Throws `unprocessable_entity` above MAX_METADATA_CHARS. The depth is bounded by
 * what a request body may nest.
 */
export function writeMetadata(metadata: Record<string, unknown> | null | undefined): string {
  if (!metadata || Object.keys(metadata).length === 0) return '';
  const given = JSON.stringify(metadata).length;
  if (given > MAX_METADATA_CHARS)
    throw refusal('metadata', `must be at most ${MAX_METADATA_CHARS} characters as JSON, got ${given}`);
  const text = JSON.stringify(clean(metadata as Json));
  // Masks may be longer than what they stand for.
  return text.length <= MAX_METADATA_CHARS ? text : JSON.stringify({ removed: 'too much of it was sensitive' });
}

/** The object again, null when there is none. */
export function readMetadata(text: string): Record<string, unknown> | null {
  return text === '' ? null : (JSON.parse(text) as Record<string, unknown>);
}

function clean(value: Json): Json {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'number') return isCard(String(value)) ? MASK : value;
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [cleanText(name), SECRET_NAME.test(name) ? MASK : clean(inner)]),
  );
}

function cleanText(text: string): string {
  return text
    .replace(SECRET_VALUE, MASK)
    .replace(EMAIL, MASK)
    .replace(CARD, (digits) => (isCard(digits) ? MASK : digits));
}

/** The Luhn check, ISO/IEC 7812-1 annex B: one number in ten passes by chance, every card does. */
function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length < 13 || digits.length > 19) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits.at(-1 - place));
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
