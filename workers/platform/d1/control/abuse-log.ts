/** The operators' log. Lines are written in the batch of the change they tell of, and only when it happened. */
import type { DeskEntry } from '#core/abuse/case.ts';

const APPEND = `INSERT INTO abuse_log (id, case_id, actor, action, before, after, note, request_id, ip_hash, created_at)
SELECT ?1, coalesce((SELECT id FROM abuse_cases WHERE subject = ?11), ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 WHERE changes() > 0`;

/** Goes right behind the change in a batch. @param subject names the case where its id is not known yet. */
export function appendEntry(control: D1Database, entry: DeskEntry, subject: string | null = null): D1PreparedStatement {
  const { id, caseId, actor, action, before, after, note, requestId, ipHash, createdAt } = entry;
  return control
    .prepare(APPEND)
    .bind(id, caseId, actor, action, before, after, note, requestId, ipHash, createdAt, subject);
}
