/**
 * How a route declares who may call it: spread one of these into its definition. The router refuses everybody else before any
 * handler or schema runs, the document says it, and the isolation suite tries it.
 */
import { type Permission, PERMISSIONS } from '#core/access/permissions.ts';
import { BROWSER_SECURITY, WORKSPACE_SECURITY } from './responses.ts';

/** Extensions of an OpenAPI operation that say what it needs. */
export const PERMISSIONS_FIELD = 'x-permissions';

interface Access {
  security: Record<string, string[]>[];
  'x-permissions': Permission[];
}

/** A member of the workspace or a token of it, which must have all of these permissions. */
export function needs(...permissions: [Permission, ...Permission[]]): Access {
  return { security: WORKSPACE_SECURITY, [PERMISSIONS_FIELD]: permissions };
}

/** The same for what a page reports with nobody signed in: a publishable key opens it, too. */
export function needsFromPages(...permissions: [Permission, ...Permission[]]): Access {
  return { security: BROWSER_SECURITY, [PERMISSIONS_FIELD]: permissions };
}

/** Any valid credential: what one may know about oneself. */
export function anyCaller(): Access {
  return { security: WORKSPACE_SECURITY, [PERMISSIONS_FIELD]: [] };
}

/** A signed-in person; tokens are refused. Without permissions, whether they belong to a workspace or not. */
export function signedIn(...permissions: Permission[]): Access {
  return { security: [{ session: [] }], [PERMISSIONS_FIELD]: permissions };
}

/** The part of an operation that says who may call it. */
export interface DeclaredAccess {
  security?: Record<string, unknown>[] | undefined;
  'x-permissions'?: Permission[] | undefined;
}

/** True when only a session opens the route. */
export function isForPeopleOnly({ security = [] }: DeclaredAccess): boolean {
  return security.length > 0 && !security.some((scheme) => 'token' in scheme);
}

/** True when a publishable key opens the route. */
export function isForPages({ security = [] }: DeclaredAccess): boolean {
  return security.some((scheme) => 'publishable' in scheme);
}

/** One sentence for the document; empty when there is nothing to say. */
export function accessSentence(declared: DeclaredAccess): string {
  const permissions = declared[PERMISSIONS_FIELD] ?? [];
  const people = isForPeopleOnly(declared) || permissions.some((each) => !PERMISSIONS[each].forTokens);
  const named = permissions.map((each) => `\`${each}\``).join(' and ');
  const scope = named === '' ? '' : `${people ? 'Permission' : 'Scope'}: ${named}.`;
  return [scope, people ? 'For signed-in people, not for tokens.' : ''].filter((each) => each !== '').join(' ');
}
