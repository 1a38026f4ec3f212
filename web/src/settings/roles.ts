/** The roles, as they are chosen and named. */

/** Those that can be given; the owner changes by handing over. */
export const GIVEN_ROLES = ['admin', 'editor', 'viewer', 'billing'] as const;
export type GivenRole = (typeof GIVEN_ROLES)[number];

export const ROLE_NAMES = { owner: 'Owner', admin: 'Admin', editor: 'Editor', viewer: 'Viewer', billing: 'Billing' };

export const ROLE_CHOICES = GIVEN_ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role] }));

export const isGivenRole = (value: string): value is GivenRole => (GIVEN_ROLES as readonly string[]).includes(value);
