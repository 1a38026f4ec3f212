/** What a change of a link looks like in the audit log: only what differs, and never a secret. */
import type { Change } from '../audit/entry.ts';
import type { Link } from './link.ts';

/** Columns of a link that a change can name; every other name is one of its settings. */
export const LOGGED = [
  'domain',
  'key',
  'url',
  'externalId',
  'tenantId',
  'folderId',
  'title',
  'comments',
  'archived',
  'tagIds',
] as const;

export function describeChange(before: Link | undefined, after: Link | undefined): Change {
  const from = before ? flat(before) : {};
  const to = after ? flat(after) : {};
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter(
    (name) => JSON.stringify(from[name]) !== JSON.stringify(to[name]),
  );
  const pick = (values: Record<string, unknown>) =>
    Object.fromEntries(names.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]));
  return { ...(before ? { before: mask(pick(from)) } : {}), ...(after ? { after: mask(pick(to)) } : {}) };
}

/** True when an update would change nothing. */
export function isSame(before: Link, after: Link): boolean {
  return JSON.stringify(flat(before)) === JSON.stringify(flat(after));
}

/** Columns and settings side by side; what is not used is absent. */
export function flat(link: Link): Record<string, unknown> {
  const columns = LOGGED.filter((name) => link[name] !== null).map((name) => [name, link[name]]);
  const settings = Object.entries(link.settings).toSorted(([a], [b]) => a.localeCompare(b));
  return Object.fromEntries([...columns, ...settings]) as Record<string, unknown>;
}

function mask(values: Record<string, unknown>): Record<string, unknown> {
  return 'passwordHash' in values ? { ...values, passwordHash: '********' } : values;
}
