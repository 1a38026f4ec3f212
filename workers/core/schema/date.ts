/** Dates as clients write them. */
import { refusal } from '../error/refuse.ts';

/** Dates beyond these cannot be meant, and would not survive every store. */
const MIN_YEAR = 1970;
const MAX_YEAR = 2200;
/** ISO 8601 without an offset means UTC here; JavaScript alone would read a date-time as local. */
const ISO_WITHOUT_OFFSET = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;

/** Unix milliseconds of an ISO 8601 (or RFC 2822) date. Throws `unprocessable_entity` and names the field. */
export function parseDate(field: string, value: string): number {
  const text = value.trim();
  const ms = Date.parse(ISO_WITHOUT_OFFSET.test(text) ? `${text.replace(' ', 'T')}Z` : text);
  const year = Number.isNaN(ms) ? 0 : new Date(ms).getUTCFullYear();
  if (year < MIN_YEAR || year > MAX_YEAR)
    throw refusal(field, 'must be a date such as 2027-01-31 or 2027-01-31T12:00:00Z', value);
  return ms;
}

/** ISO 8601 in UTC, or null. */
export function isoDate(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : new Date(ms).toISOString();
}
