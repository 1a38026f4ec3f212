import { describe, expect, it } from 'vitest';
import { ALL_PERMISSIONS, permissionsOf, ROLES } from './permissions.ts';

describe('the permission matrix', () => {
  it('gives an owner everything, so that nothing is locked for ever', () => {
    expect(permissionsOf('owner')).toEqual(ALL_PERMISSIONS);
  });

  it('never gives more to a lesser role', () => {
    const [owner, admin, editor, viewer] = ROLES.map(permissionsOf);
    expect(owner).toEqual(expect.arrayContaining(admin!));
    expect(admin).toEqual(expect.arrayContaining(editor!));
    expect(editor).toEqual(expect.arrayContaining(viewer!));
  });

  it('lets a role that writes something also read it', () => {
    for (const role of ROLES) {
      const held = permissionsOf(role);
      const readable = held
        .filter((permission) => permission.endsWith('.write'))
        .map((permission) => permission.replace('.write', '.read'))
        .filter((permission) => (ALL_PERMISSIONS as string[]).includes(permission));
      expect(held).toEqual(expect.arrayContaining(readable));
    }
  });

  it('keeps links from those who only pay', () => {
    expect(permissionsOf('billing')).toEqual(['workspaces.read', 'members.read', 'billing.read', 'billing.write']);
  });
});
