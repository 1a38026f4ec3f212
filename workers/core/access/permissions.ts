/** The permission matrix: what can be allowed, and to which roles. The API, the web app and docs/permissions.md read this one table. */

export const ROLES = ['owner', 'admin', 'editor', 'viewer', 'billing'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that can be given; a workspace's only owner changes by handing it over. */
export const GIVEN_ROLES = ['admin', 'editor', 'viewer', 'billing'] as const satisfies readonly Role[];
export type GivenRole = (typeof GIVEN_ROLES)[number];

export const ROLE_MEANING: Record<Role, string> = {
  owner: 'Everything, also handing the workspace over and deleting it. There is exactly one.',
  admin: 'Runs the workspace: members, tokens, domains, settings.',
  editor: 'Works with links, tags and folders, and sends events.',
  viewer: 'Sees links and reports.',
  billing: 'Sees and changes plan and payment, not the links.',
};

interface Grant {
  /** What it lets one do, as a sentence's end: "may …". */
  allows: string;
  roles: readonly Role[];
  /** False when only a signed-in person can do it, never a token. */
  forTokens: boolean;
}

const EVERYONE = ROLES;
const READERS: readonly Role[] = ['owner', 'admin', 'editor', 'viewer'];
const EDITORS: readonly Role[] = ['owner', 'admin', 'editor'];
const ADMINS: readonly Role[] = ['owner', 'admin'];
const OWNERS: readonly Role[] = ['owner'];

const to = (roles: readonly Role[], allows: string) => ({ allows, roles, forTokens: true as const });
const toPeople = (roles: readonly Role[], allows: string) => ({ allows, roles, forTokens: false as const });

/** A new permission is one line here; a route declares it with `needs()` (workers/api/openapi/access.ts). */
export const PERMISSIONS = {
  'links.read': to(READERS, 'see links, their settings and their counters'),
  'links.write': to(EDITORS, 'create, change and delete links'),
  'analytics.read': to(READERS, 'see reports, single events and live totals'),
  'events.write': to(EDITORS, 'send events'),
  'customers.read': to(READERS, 'see customers, with name and e-mail'),
  'customers.write': to(EDITORS, 'change and delete customers'),
  'domains.read': to(READERS, 'see domains'),
  'domains.write': to(ADMINS, 'add, change, transfer and remove domains'),
  'tags.read': to(READERS, 'see tags'),
  'tags.write': to(EDITORS, 'create, change and delete tags'),
  'folders.read': to(READERS, 'see folders'),
  'folders.write': to(EDITORS, 'create, change and delete folders'),
  'webhooks.read': to(ADMINS, 'see webhooks and their deliveries'),
  'webhooks.write': to(ADMINS, 'create, change and delete webhooks'),
  'workspaces.read': to(EVERYONE, 'see the workspace and its settings'),
  'workspaces.write': to(ADMINS, 'change name, slug, logo and strict mode of the workspace'),
  'workspaces.export': to(ADMINS, 'export everything the workspace owns, and download it'),
  'workspaces.delete': toPeople(OWNERS, 'hand the workspace over, delete it, or cancel its deletion'),
  'members.read': to(EVERYONE, 'see who belongs to the workspace'),
  'members.write': to(ADMINS, 'invite people, change their roles and remove them'),
  'tokens.read': to(ADMINS, 'see tokens, never their secrets'),
  'tokens.write': to(ADMINS, 'create and revoke tokens'),
  'billing.read': to(['owner', 'admin', 'billing'], 'see the subscription and invoices'),
  'billing.write': to(['owner', 'billing'], 'change plan and payment'),
  'audit.read': to(ADMINS, 'see the audit log and dead letters, and repair days'),
} satisfies Record<string, Grant>;

export type Permission = keyof typeof PERMISSIONS;

export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as Permission[];

/** True when the role includes the permission. */
export function roleAllows(role: Role, permission: Permission): boolean {
  return PERMISSIONS[permission].roles.includes(role);
}

/** Every permission of a role, in the order of the table. */
export function permissionsOf(role: Role): Permission[] {
  return ALL_PERMISSIONS.filter((permission) => roleAllows(role, permission));
}
