/** The name of a workspace in addresses. */
import { refusal } from '../error/refuse.ts';

const MIN_SLUG_CHARS = 3;
const MAX_SLUG_CHARS = 48;
/** Lower case letters, digits and single hyphens between them: no underscore, so that a slug is never mistaken for an id. */
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** First parts of the web app's own addresses. */
const RESERVED: ReadonlySet<string> = new Set([
  'abuse',
  'account',
  'admin',
  'api',
  'app',
  'billing',
  'confirmed',
  'docs',
  'forgot-password',
  'goodbye',
  'invitation',
  'links',
  'login',
  'mail',
  'new',
  'reset-password',
  'settings',
  'sign-in',
  'sign-up',
  'support',
  'www',
]);

/** Throws `unprocessable_entity` when it cannot be one. */
export function parseSlug(text: string): string {
  const slug = text.trim().toLowerCase();
  if (slug.length < MIN_SLUG_CHARS || slug.length > MAX_SLUG_CHARS)
    throw refusal('slug', `must have ${MIN_SLUG_CHARS} to ${MAX_SLUG_CHARS} characters`, text);
  if (!SLUG.test(slug)) throw refusal('slug', 'may have letters, digits and single hyphens between them', text);
  if (RESERVED.has(slug)) throw refusal('slug', 'is reserved', text);
  return slug;
}

/** A slug out of a name, with the end of an id so that two of one name do not meet. */
export function slugFrom(name: string, id: string): string {
  const SUFFIX_CHARS = 6;
  const base = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, MAX_SLUG_CHARS - SUFFIX_CHARS - 1)
    .replace(/-+$/, '');
  return `${base === '' ? 'workspace' : base}-${id.slice(-SUFFIX_CHARS).toLowerCase()}`;
}
