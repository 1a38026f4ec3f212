/** Statements that travel in one batch with a change of `links`: the note that copies have to be made, and the audit entry. */
import type { DrizzleD1Database } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import type { Name } from '#core/link/ports.ts';
import { linkAuditLog, pendingCopies } from '../schema/links.ts';
import { insertWhenChanged } from '../insert-where.ts';

type Db = DrizzleD1Database;
type Noted = Name & { id: string; workspaceId: string };

/** A newer note takes the place of an older one. Revision 0 means: the copies of this name have to go. */
export function noteCopies(db: Db, link: Noted, revision: number, sinceMs: number) {
  const note = { linkId: link.id, workspaceId: link.workspaceId, revision, since: sinceMs };
  return insertWhenChanged(db, pendingCopies, { domain: link.domain, key: link.key, ...note }).onConflictDoUpdate({
    target: [pendingCopies.domain, pendingCopies.key],
    set: note,
  });
}

export function auditChange(db: Db, { target, ...entry }: AuditEntry) {
  return insertWhenChanged(db, linkAuditLog, { ...entry, linkId: target });
}
