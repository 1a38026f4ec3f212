import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from './actor.ts';
import { allowedTo, requireScope } from './actor.ts';
import { ALL_PERMISSIONS, type Permission, ROLES, roleAllows } from './permissions.ts';
import { SCOPES } from './scope.ts';

const workspace = {
  id: 'ws_1',
  name: 'Acme',
  slug: 'acme',
  plan: 'free',
  linkShard: 0,
  clickAck: 'after' as const,
  createdAt: 0,
  updatedAt: 0,
};

function allows(actor: Actor, scope: Permission): boolean {
  try {
    requireScope(actor, scope);
    return true;
  } catch {
    return false;
  }
}

describe('requireScope', () => {
  it('allows exactly what the role and the token both allow', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ROLES),
        fc.subarray([...SCOPES]),
        fc.constantFrom(...ALL_PERMISSIONS),
        (role, scopes, permission) => {
          const actor: Actor = { workspace, userId: 'user_1', role, token: { id: 'tok_1', scopes }, requestId: 'r' };
          const expected = roleAllows(role, permission) && (scopes as string[]).includes(permission);
          expect(allows(actor, permission)).toBe(expected);
          expect(allowedTo(actor).includes(permission)).toBe(expected);
        },
      ),
    );
  });

  it('lets the role alone decide for a session', () => {
    const viewer: Actor = { workspace, userId: 'user_1', role: 'viewer', requestId: 'r' };
    expect(allows(viewer, 'links.read')).toBe(true);
    expect(allows(viewer, 'links.write')).toBe(false);
  });

  it('keeps from every token what only a person may do', () => {
    const token: Actor = {
      workspace,
      userId: 'user_1',
      role: 'owner',
      token: { id: 't', scopes: SCOPES },
      requestId: 'r',
    };
    expect(() => requireScope(token, 'workspaces.delete')).toThrow(/Sign in/);
    const { token: _token, ...person } = token;
    expect(allows(person, 'workspaces.delete')).toBe(true);
  });

  it('names the scope that is missing', () => {
    const token: Actor = { workspace, userId: 'user_1', role: 'owner', token: { id: 't', scopes: [] }, requestId: 'r' };
    expect(() => requireScope(token, 'analytics.read')).toThrow(/analytics\.read/);
  });
});
