/** Checks every address a link can lead to: pages and apps, never code, never back to a short domain of this service. */
import { refusal } from '../../error/refuse.ts';
import { MAX_DESTINATION_CHARS } from '../link.ts';
import { safeDestination, schemeOf } from '../scheme.ts';

/** `acme.com`, `acme.com:8080/x`: a host that was typed without its scheme. */
const BARE_HOST = /^(?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,}(?::\d{1,5})?(?:[/?#].*)?$/u;

/** The address as it will be stored. Throws `unprocessable_entity` and names the field. */
export function parseDestination(field: string, value: string): string {
  const text = value.trim();
  const full = BARE_HOST.test(text) ? `https://${text}` : text;
  if (full.length > MAX_DESTINATION_CHARS) throw refusal(field, `must be at most ${MAX_DESTINATION_CHARS} characters`);
  const safe = safeDestination(full);
  if (safe === undefined || !hasUsableHost(safe))
    throw refusal(field, 'must be an http or https address, or the address of an app', value);
  return safe;
}

/** Pictures are fetched by other people's servers: web addresses only. */
export function parseWebAddress(field: string, value: string): string {
  const address = parseDestination(field, value);
  if (hostOf(address) === undefined) throw refusal(field, 'must be an http or https address', value);
  return address;
}

/** Host name in lower case of a web address, undefined for the address of an app. */
export function hostOf(address: string): string | undefined {
  const scheme = schemeOf(address);
  return scheme === 'http' || scheme === 'https' ? new URL(address).hostname.toLowerCase() : undefined;
}

/** No disguise of the host: no user name in front of it, no backslash that some clients read as a slash and others do not. */
function hasUsableHost(address: string): boolean {
  const scheme = schemeOf(address);
  if (scheme !== 'http' && scheme !== 'https') return true;
  if (!URL.canParse(address) || /^[^?#]*\\/.test(address)) return false;
  const url = new URL(address);
  return url.username === '' && url.password === '' && url.hostname !== '';
}
