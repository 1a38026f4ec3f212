/** Where the publishable keys of a workspace work. */
import { and, eq, gt, isNull, or } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { tokens } from '../schema/control.ts';

/** A workspace has a key for each of its sites, not hundreds. */
const MAX_KEYS = 200;

/** The hosts of all live keys; empty when any page may report: there is no key, or one that names no hosts. */
export async function pageHostsOf(control: D1Database, workspaceId: string, nowMs: number): Promise<string[]> {
  const rows = await drizzle(control)
    .select({ hosts: tokens.allowedHosts })
    .from(tokens)
    .where(
      and(
        eq(tokens.workspaceId, workspaceId),
        eq(tokens.kind, 'publishable'),
        isNull(tokens.revokedAt),
        or(isNull(tokens.expiresAt), gt(tokens.expiresAt, nowMs)),
      ),
    )
    .limit(MAX_KEYS)
    .all();
  return rows.some(({ hosts }) => hosts.length === 0) ? [] : rows.flatMap(({ hosts }) => hosts);
}
