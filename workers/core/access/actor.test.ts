import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from './actor.ts';
import { requireScope } from './actor.ts';
import { ROLES, ROLE_SCOPES, SCOPES } from './scope.ts';

const workspace = {
  id: 'ws_1',
  name: 'Acme',
  slug: 'acme',
  plan: 'free',
  linkShard: 0,
  clickAck: 'after' as const,
  createdAt: 0,
};

function allows(actor: Actor, scope: (typeof SCOPES)[number]): boolean {
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
        fc.constantFrom(...SCOPES),
        (role, scopes, scope) => {
          const actor: Actor = { workspace, userId: 'user_1', role, token: { id: 'tok_1', scopes }, requestId: 'r' };
          expect(allows(actor, scope)).toBe(ROLE_SCOPES[role].includes(scope) && scopes.includes(scope));
        },
      ),
    );
  });

  it('lets the role alone decide for a session', () => {
    const viewer: Actor = { workspace, userId: 'user_1', role: 'viewer', requestId: 'r' };
    expect(allows(viewer, 'links.read')).toBe(true);
    expect(allows(viewer, 'links.write')).toBe(false);
  });

  it('names the scope that is missing', () => {
    const token: Actor = { workspace, userId: 'user_1', role: 'owner', token: { id: 't', scopes: [] }, requestId: 'r' };
    expect(() => requireScope(token, 'analytics.read')).toThrow(/analytics\.read/);
  });
});
