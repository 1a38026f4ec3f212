import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROLES } from '../access/permissions.ts';
import { SCOPES } from '../access/scope.ts';
import { requireGrantable } from './grant.ts';
import { expandScopes, readTokenScopes, TOKEN_SCOPES } from './scope-set.ts';

const workspace = {
  id: 'ws_1',
  name: 'Acme',
  slug: 'acme',
  plan: 'free',
  linkShard: 0,
  clickAck: 'after',
  createdAt: 0,
  updatedAt: 0,
} as const;

describe('scopes of a token', () => {
  it('expand shortcuts, each scope once', () => {
    expect(expandScopes(['apis.all', 'links.read'])).toEqual([...SCOPES]);
    expect(expandScopes(['apis.read'])).toEqual(SCOPES.filter((scope) => scope.endsWith('.read')));
    expect(expandScopes(['conversions.write', 'events.write'])).toEqual(['events.write']);
  });

  it('lose nothing on their way to the store, and what has left the list grants nothing', () => {
    expect(readTokenScopes(TOKEN_SCOPES.join(' '))).toEqual(TOKEN_SCOPES);
    expect(readTokenScopes('links.read programs.write  constructor')).toEqual(['links.read']);
  });

  it('never let a token give away more than it has', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ROLES),
        fc.subarray([...SCOPES]),
        fc.subarray([...TOKEN_SCOPES], { minLength: 1 }),
        (role, scopes, asked) => {
          const actor = { workspace, userId: 'user_1', role, token: { id: 'tok_1', scopes }, requestId: 'r' };
          try {
            requireGrantable(actor, asked);
          } catch {
            return;
          }
          // What was granted, as far as a token of this role can use it at all, is what the giver holds.
          const explicit = asked.filter((name) => !name.startsWith('apis.'));
          expect(expandScopes(explicit).filter((scope) => !scopes.includes(scope))).toEqual([]);
        },
      ),
    );
  });
});
