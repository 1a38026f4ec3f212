/** Scopes: the permissions that a token can carry. A token may do what its scopes and the role of its person both allow. */
import { ALL_PERMISSIONS, type Permission, PERMISSIONS } from './permissions.ts';

export type { Role } from './permissions.ts';

export type Scope = {
  [P in Permission]: (typeof PERMISSIONS)[P]['forTokens'] extends true ? P : never;
}[Permission];

/** In the order of the matrix. */
export const SCOPES: readonly Scope[] = ALL_PERMISSIONS.filter(isScope);

/** True for a scope of the closed list: what a token request may name. */
export function isScope(value: string): value is Scope {
  return value in PERMISSIONS && PERMISSIONS[value as Permission].forTokens;
}
