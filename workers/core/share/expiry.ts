/** Reads when a public page ends. */
import { refusal } from '../error/refuse.ts';
import { parseDate } from '../schema/date.ts';

/** Undefined when nothing is said, null for "never". Throws `unprocessable_entity` for a moment that has passed. */
export function readExpiry(text: string | null | undefined, nowMs: number): number | null | undefined {
  if (text === undefined || text === null) return text;
  const at = parseDate('expiresAt', text);
  if (at <= nowMs) throw refusal('expiresAt', 'must lie ahead', text);
  return at;
}
