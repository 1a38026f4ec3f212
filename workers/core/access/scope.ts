/** Who may do what: scopes, roles, and the one table that joins them. The API, the web app and the docs read this file. */

export const SCOPES = [
  'links.read',
  'links.write',
  'analytics.read',
  'events.write',
  'domains.read',
  'domains.write',
  'tags.read',
  'tags.write',
  'folders.read',
  'folders.write',
  'webhooks.read',
  'webhooks.write',
  'workspaces.read',
  'workspaces.write',
  'members.write',
  'tokens.read',
  'tokens.write',
  'billing.write',
  'audit.read',
] as const;
export type Scope = (typeof SCOPES)[number];

export const ROLES = ['owner', 'admin', 'editor', 'viewer', 'billing'] as const;
export type Role = (typeof ROLES)[number];

const READ: readonly Scope[] = [
  'links.read',
  'analytics.read',
  'domains.read',
  'tags.read',
  'folders.read',
  'workspaces.read',
];
const EDIT: readonly Scope[] = [...READ, 'links.write', 'tags.write', 'folders.write', 'events.write'];

/** What each role may do. A token may do what its scopes and its person's role both allow. */
export const ROLE_SCOPES: Record<Role, readonly Scope[]> = {
  owner: SCOPES,
  admin: SCOPES.filter((scope) => scope !== 'billing.write'),
  editor: EDIT,
  viewer: READ,
  billing: ['workspaces.read', 'billing.write'],
};

/** True for a scope of the closed list: what a token request may name. */
export function isScope(value: string): value is Scope {
  return (SCOPES as readonly string[]).includes(value);
}
