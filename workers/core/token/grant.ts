/** What a token may be given: never more than the one who gives it has. */
import { type Actor, requireScope } from '../access/actor.ts';
import type { Role } from '../access/scope.ts';
import { AppError } from '../error/app-error.ts';
import { expandScopes, isShortcut, scopesOfRole, type TokenScope } from './scope-set.ts';

/**
 * Throws `forbidden` and names what is too much. A single scope must be the giver's own. A shortcut means "what the role allows",
 * so only a giver that is itself a token has to hold all of that.
 */
export function requireGrantable(actor: Actor, scopes: readonly TokenScope[]): void {
  for (const name of scopes) {
    const asked = expandScopes([name]);
    const meant = isShortcut(name) ? asked.filter((scope) => scopesOfRole(actor.role).includes(scope)) : asked;
    for (const scope of meant) requireScope(actor, scope);
  }
}

/** Throws `forbidden` when the role can do something that the giver's own role cannot. */
export function requireRoleWithin(actor: Actor, role: Role): void {
  const held = scopesOfRole(actor.role);
  const beyond = scopesOfRole(role).find((scope) => !held.includes(scope));
  if (beyond === undefined) return;
  throw new AppError('forbidden', `role: "${role}" may do more than you ("${beyond}"). Choose a lesser role.`);
}
