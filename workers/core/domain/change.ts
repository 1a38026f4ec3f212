/** What a change of a domain looks like in the audit log: only what differs, long files and pictures by their length. */
import type { Change } from '../audit/entry.ts';
import type { Domain } from './domain.ts';

const LOGGED = [
  'slug',
  'workspaceId',
  'verified',
  'primary',
  'archived',
  'caseSensitive',
  'notFoundUrl',
  'expiredUrl',
  'placeholder',
  'logo',
  'appleAppSiteAssociation',
  'assetLinks',
] as const;
const MAX_LOGGED_CHARS = 500;

export function changeOf(before: Domain | undefined, after: Domain | undefined): Change {
  const names = LOGGED.filter((name) => before?.[name] !== after?.[name]);
  const pick = (domain: Domain) => Object.fromEntries(names.map((name) => [name, shorten(domain[name])]));
  return { ...(before ? { before: pick(before) } : {}), ...(after ? { after: pick(after) } : {}) };
}

function shorten(value: string | boolean | null): unknown {
  return typeof value === 'string' && value.length > MAX_LOGGED_CHARS ? `${value.length} characters` : value;
}
