/** What a token's list of scopes amounts to: single scopes, shortcuts for many, and names that other clients use for the same thing. */
import type { Role, Scope } from '../access/scope.ts';
import { roleAllows } from '../access/permissions.ts';
import { isScope, SCOPES } from '../access/scope.ts';

/** Roles a machine can have: nobody can own a workspace without being a person. */
export const MACHINE_ROLES = ['admin', 'editor', 'viewer'] as const;
export type MachineRole = (typeof MACHINE_ROLES)[number];

/** What a token may be given besides single scopes. Shortcuts also cover scopes that are added later; the role still bounds them. */
export const SHORTCUTS = ['apis.read', 'apis.all', 'conversions.write'] as const;
export type Shortcut = (typeof SHORTCUTS)[number];
export type TokenScope = Scope | Shortcut;

export const TOKEN_SCOPES: readonly TokenScope[] = [...SHORTCUTS, ...SCOPES];

/** The scopes a shortcut stands for. `conversions.write` is the field's name for sending events. */
function scopesOf(name: TokenScope): readonly Scope[] {
  if (name === 'apis.all') return SCOPES;
  if (name === 'apis.read') return SCOPES.filter((scope) => scope.endsWith('.read'));
  return name === 'conversions.write' ? ['events.write'] : [name];
}

/** Single scopes, each once. */
export function expandScopes(names: readonly TokenScope[]): Scope[] {
  return [...new Set(names.flatMap(scopesOf))];
}

/** True for a shortcut of many scopes, which means "as much as the role allows". */
export function isShortcut(name: TokenScope): boolean {
  return name === 'apis.read' || name === 'apis.all';
}

/** Scopes that have left the list grant nothing. */
export function readTokenScopes(text: string): TokenScope[] {
  return text
    .split(' ')
    .filter((name): name is TokenScope => isScope(name) || (SHORTCUTS as readonly string[]).includes(name));
}

/** The scopes that a role includes. */
export function scopesOfRole(role: Role): readonly Scope[] {
  return SCOPES.filter((scope) => roleAllows(role, scope));
}
