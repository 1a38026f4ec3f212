/** The audit log of the control database, for what changes no row of D1 itself. */
import { drizzle } from 'drizzle-orm/d1';
import type { AuditEntry } from '#core/audit/entry.ts';
import { auditLog } from '../schema/control.ts';

export async function recordEntry(control: D1Database, entry: AuditEntry): Promise<void> {
  await drizzle(control).insert(auditLog).values(entry);
}
