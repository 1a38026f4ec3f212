/** The one spelling of a link key: how a path becomes a key, and which keys may be created. */

/** Longest path tail a pattern link accepts; beyond it nobody typed or printed the address. */
export const MAX_PATH_CHARS = 2048;
/** Key of the link that answers for the bare domain. */
export const ROOT_KEY = '_root';
/** A key with this suffix shows where the link leads; with QR_SUFFIX it is the link's QR image. Neither can end a key. */
export const PREVIEW_SUFFIX = '+';
export const QR_SUFFIX = '.qr';
/** The last segment of a pattern link. */
export const WILDCARD = '*';
/** Deeper nesting than this is never searched for a pattern: it bounds the lookups of one request. */
export const MAX_PATTERN_DEPTH = 3;

/** The path of nearly every link there is; longer ones take the slow way, which measures them. */
const PLAIN_PATH = /^\/[A-Za-z0-9_-]{1,64}$/;
const ALREADY_NORMAL = /^[a-z0-9_~.!-]+$/;
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** Draws nothing or turns the direction of what follows: one key would look like another. Joiners stay, emoji and scripts need them. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;
const RESERVED = /^(?:robots\.txt|favicon\.ico|\.well-known(?:\/.*)?|_root)$/i;

/** Unicode NFC, no slashes around, lower case unless the domain tells cases apart. Idempotent. */
export function normaliseKey(key: string, caseSensitive = false): string {
  if (ALREADY_NORMAL.test(key)) return key;
  const bare = key.normalize('NFC').replace(/^\/+|\/+$/g, '');
  return caseSensitive ? bare : bare.toLowerCase().normalize('NFC');
}

/**
 * The raw path of a request (with its leading slash, still percent-encoded) as text without surrounding slashes.
 * Undefined when it is malformed, holds control characters or is longer than MAX_PATH_CHARS.
 */
export function decodePath(path: string): string | undefined {
  if (PLAIN_PATH.test(path)) return path.slice(1);
  let text = path;
  if (path.includes('%')) {
    try {
      text = decodeURIComponent(path);
    } catch {
      return undefined;
    }
  }
  if (text.length > MAX_PATH_CHARS || CONTROL.test(text)) return undefined;
  return text.replace(/^\/+|\/+$/g, '');
}

/** Patterns that could answer for a key nobody owns, most specific first: `a/b/c` → `a/b/*`, `a/*`. */
export function patternsFor(key: string): string[] {
  const parts = key.split('/');
  const patterns: string[] = [];
  for (let depth = Math.min(parts.length - 1, MAX_PATTERN_DEPTH); depth >= 1; depth--) {
    patterns.push(`${parts.slice(0, depth).join('/')}/${WILDCARD}`);
  }
  return patterns;
}

/** Says why a normalised key cannot be created, or nothing when it can. `_root` is allowed: it is the domain's own link. */
export function keyProblem(key: string): string | undefined {
  if (key === ROOT_KEY) return undefined;
  if (key === '') return 'A key needs at least one character.';
  if (CONTROL.test(key)) return 'A key cannot hold control characters.';
  if (INVISIBLE.test(key)) return 'A key cannot hold invisible characters or ones that turn the direction of writing.';
  if (/[?#\\%]/.test(key)) return 'A key cannot hold ?, #, \\ or %: they end or escape the path.';
  if (/\s/.test(key)) return 'A key cannot hold white space.';
  if (RESERVED.test(key)) return `"${key}" is served by Hopline itself. Choose another key.`;
  if (key.endsWith(PREVIEW_SUFFIX)) return 'A key cannot end in "+": that address shows where a link leads.';
  if (key.endsWith(QR_SUFFIX)) return 'A key cannot end in ".qr": that address is a link\'s QR code.';
  const parts = key.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..'))
    return 'Each part between slashes needs a name other than "." and "..".';
  if (key.includes(WILDCARD) && !isPattern(key))
    return 'A "*" may only be the whole last part of a nested key, e.g. "p/*".';
  return undefined;
}

/** True for keys such as `p/*`: one wildcard, alone in the last part, within the depth that is searched. */
export function isPattern(key: string): boolean {
  const wildcardAt = key.indexOf(WILDCARD);
  return (
    wildcardAt > 0 &&
    wildcardAt === key.length - 1 &&
    key[wildcardAt - 1] === '/' &&
    key.split('/').length - 1 <= MAX_PATTERN_DEPTH
  );
}
